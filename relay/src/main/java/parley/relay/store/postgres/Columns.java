package parley.relay.store.postgres;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import parley.base.Bytes;
import parley.base.Hash;

/** Values as the database knows them: whole columns as one parameter, so that one statement does what a batch brings. */
final class Columns {
    private Columns() {}

    static void hashes(PreparedStatement statement, int at, List<Hash> hashes) throws SQLException {
        bytes(statement, at, hashes.stream().map(Hash::value).toList());
    }

    static void bytes(PreparedStatement statement, int at, List<Bytes> values) throws SQLException {
        byte[][] column = values.stream().map(Bytes::toArray).toArray(byte[][]::new);
        statement.setArray(at, statement.getConnection().createArrayOf("bytea", column));
    }

    static void numbers(PreparedStatement statement, int at, List<Long> numbers) throws SQLException {
        statement.setArray(at, statement.getConnection().createArrayOf("bigint", numbers.toArray(Long[]::new)));
    }

    static Hash hash(ResultSet row, int column) throws SQLException {
        return new Hash(Bytes.wrap(row.getBytes(column)));
    }
}
