package parley.relay.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Head;
import parley.relay.store.Condition;
import parley.relay.store.OutcomeUnknown;
import parley.relay.store.StoreAway;
import parley.relay.store.Stores;

/** A database whose server dies, comes back, or breaks a line in the middle of a commit. */
class DatabaseAwayTest extends OverPostgres {
    @Test
    void a_database_that_went_away_answers_later_and_is_found_again() throws Exception {
        Stores at = another();
        placed(at, creation(log));
        Head first = placed(at, append("first"));
        server.crash();
        assertThat(at.logs().commit(List.of(append("second")))).containsExactly(LATER);
        assertThatThrownBy(() -> at.logs().current(log.id())).isInstanceOf(StoreAway.class);
        server.again();
        assertThat(at.logs().current(log.id())).isEqualTo(first);
        assertThat(placed(at, append("second")).position()).isEqualTo(2);
        at.close();
    }

    @Test
    void a_restart_of_the_database_between_two_batches_is_not_even_noticed() throws Exception {
        try (Stores at = another()) {
            placed(at, creation(log));
            assertThat(all(at)).isEmpty();
            server.crash();
            server.again();
            assertThat(placed(at, append("after")).position()).isEqualTo(1);
            assertThat(all(at)).containsExactly(Bytes.utf8("after"));
        }
    }

    @Test
    void a_line_that_breaks_within_a_commit_is_answered_by_nobody_or_after_the_second_try() throws Exception {
        try (Stores at = another()) {
            placed(at, creation(log));
            PostgresServer.administrator(database, "create sequence public.deaths", """
                    create function public.die() returns trigger language plpgsql as $$ begin
                        if nextval('public.deaths') <= 3 then perform pg_terminate_backend(pg_backend_pid()); end if;
                        return null;
                    end $$""", """
                    create constraint trigger die after insert on parley_relay.entry
                    deferrable initially deferred for each row execute function public.die()""");
            assertThatThrownBy(() -> at.logs().commit(List.of(append("first"))))
                    .as("both tries died")
                    .isInstanceOf(OutcomeUnknown.class);
            assertThat(placed(at, append("first")).position())
                    .as("the second try lived")
                    .isEqualTo(1);
            assertThat(all(at)).containsExactly(Bytes.utf8("first"));
            assertThat(PostgresServer.number(database, "select last_value from public.deaths"))
                    .isEqualTo(4);
        }
    }

    @Test
    void while_the_database_is_away_its_condition_is_away_and_tells_no_amounts() throws Exception {
        try (Stores stores = another()) {
            assertThat(stores.condition().state()).isEqualTo(Condition.State.GOING);
            server.crash();
            try {
                assertThat(stores.condition().state()).isEqualTo(Condition.State.AWAY);
                assertThat(stores.condition().amounts()).isEmpty();
            } finally {
                server.again();
            }
            assertThat(stores.condition().state()).isEqualTo(Condition.State.GOING);
        }
    }
}
