package parley.simulation.run;

import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Secret;
import parley.protocol.port.Tx;
import parley.protocol.session.Sessions;

/** Sessions that do what others do, with the transaction that {@link #tx} chooses. */
public class PassingSessions implements Sessions {
    private final Sessions honest;

    protected PassingSessions(Sessions honest) {
        this.honest = honest;
    }

    Tx tx(Tx real) {
        return real;
    }

    @Override
    public Bytes newIdentity(Tx tx, Hash owner) {
        return honest.newIdentity(tx(tx), owner);
    }

    @Override
    public Bytes identity(Tx tx, Hash owner) {
        return honest.identity(tx(tx), owner);
    }

    @Override
    public Bytes newBundle(Tx tx, Hash owner, Hash bundleId, boolean oneTime) {
        return honest.newBundle(tx(tx), owner, bundleId, oneTime);
    }

    @Override
    public void eraseBundle(Tx tx, Hash owner, Hash bundleId) {
        honest.eraseBundle(tx(tx), owner, bundleId);
    }

    @Override
    public boolean begin(Tx tx, Hash owner, Hash address, Bytes theirIdentity, Bytes bundle) {
        return honest.begin(tx(tx), owner, address, theirIdentity, bundle);
    }

    @Override
    public Standing standing(Tx tx, Hash owner, Hash address) {
        return honest.standing(tx(tx), owner, address);
    }

    @Override
    public Bytes encrypt(Tx tx, Hash owner, Hash address, Bytes plain) {
        return honest.encrypt(tx(tx), owner, address, plain);
    }

    @Override
    public Optional<Bytes> decrypt(Tx tx, Hash owner, Hash address, Bytes theirIdentity, Bytes message) {
        return honest.decrypt(tx(tx), owner, address, theirIdentity, message);
    }

    @Override
    public void erase(Tx tx, Hash owner, Hash address) {
        honest.erase(tx(tx), owner, address);
    }

    @Override
    public Optional<Secret> agreement(Tx tx, Hash owner, Bytes theirIdentity) {
        return honest.agreement(tx(tx), owner, theirIdentity);
    }

    @Override
    public Optional<Bytes> sealTo(Bytes theirIdentity, Bytes context, Bytes plain) {
        return honest.sealTo(theirIdentity, context, plain);
    }

    @Override
    public Optional<Bytes> openSealed(Tx tx, Hash owner, Bytes context, Bytes sealed) {
        return honest.openSealed(tx(tx), owner, context, sealed);
    }

    @Override
    public void eraseIdentity(Tx tx, Hash owner) {
        honest.eraseIdentity(tx(tx), owner);
    }
}
