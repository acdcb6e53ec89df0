package parley.node.engine;

import java.time.Instant;
import java.util.function.Supplier;
import parley.base.Ok;
import parley.base.Result;
import parley.node.desk.Asking;
import parley.node.desk.Attachments;
import parley.node.desk.Bargaining;
import parley.node.desk.Carrying;
import parley.node.desk.Change;
import parley.node.desk.Changes;
import parley.node.desk.Checking;
import parley.node.desk.Conveying;
import parley.node.desk.CourierItems;
import parley.node.desk.Desk;
import parley.node.desk.Galleries;
import parley.node.desk.Keeping;
import parley.node.desk.Mandating;
import parley.node.desk.Messages;
import parley.node.desk.Moving;
import parley.node.desk.NonPapers;
import parley.node.desk.Notice;
import parley.node.desk.People;
import parley.node.desk.Phasing;
import parley.node.desk.Questions;
import parley.node.desk.Rooms;
import parley.node.desk.Sheets;
import parley.node.desk.Soundings;
import parley.node.desk.Suspending;
import parley.node.desk.Tables;
import parley.node.vault.DataFolder;
import parley.node.vault.Stretching;

/** The desk of one unlocked node, until it is locked. Thread-safe. */
final class Office implements Desk, AutoCloseable {
    private static final String FILES = "files";

    private final Engine engine;
    private final FileStore store;
    private final Uploads uploads;
    private final Tables tables;
    private final People people;
    private final Rooms rooms;
    private final Messages messages;
    private final Questions questions;
    private final Attachments attachments;
    private final Changes changes;
    private final Moving moving;
    private final Carrying carrying;
    private final Keeping keeping;
    private final Checking checking;
    private final Conveying conveying;
    private final Soundings soundings;
    private final NonPapers nonPapers;
    private final CourierItems courier;
    private final Sheets sheets;
    private final Asking asking;
    private final BargainingDesk bargaining;
    private final Galleries galleries;
    private final Suspending suspending;
    private final Phasing phasing;
    private final Mandating mandating;

    Office(Engine engine, DataFolder folder, Supplier<Stretching> cost, Instant started, String version) {
        this.engine = engine;
        this.store = new FileStore(folder.root().resolve(FILES), engine.vault().keyFor("files"), engine.randomness());
        Fetches fetches = new Fetches(engine, store);
        RoomsDesk roomsDesk = new RoomsDesk(engine);
        this.uploads = new Uploads(engine, store);
        this.tables = new TablesDesk(engine, roomsDesk);
        this.people = new PeopleDesk(engine);
        this.rooms = roomsDesk;
        this.messages = new MessagesDesk(engine, new LineViews(fetches, uploads), uploads);
        this.questions = new QuestionsDesk(engine);
        this.attachments = new AttachmentsDesk(engine, uploads, fetches);
        ChangesDesk changesDesk = new ChangesDesk(engine);
        this.changes = changesDesk;
        this.moving = new MovingDesk(engine, changesDesk);
        this.carrying = new CarryingDesk(engine);
        this.keeping = new KeepingDesk(engine, folder, cost, started, version);
        this.checking = new CheckingDesk(engine);
        this.conveying = new ConveyingDesk(engine);
        this.soundings = new SoundingsDesk(engine);
        this.nonPapers = new NonPapersDesk(engine);
        this.courier = new CourierDesk(
                engine, new LineViews(fetches, uploads), uploads, new CourierFiles(engine, store, fetches));
        this.galleries = new GalleryDesk(engine);
        this.suspending = new SuspendingDesk(engine);
        this.phasing = new PhasingDesk(engine);
        this.mandating = new MandatingDesk(engine);
        SheetsDesk sheetsDesk = new SheetsDesk(engine);
        this.sheets = sheetsDesk;
        this.asking = new AskingDesk(engine);
        this.bargaining = new BargainingDesk(engine, sheetsDesk);
        engine.listeners().onErased(fetches::erased);
        engine.listeners().onErased(files -> files.forEach(uploads::delete));
    }

    /**
     * Begins to read, send and go on with what was under way. Refused when the vault can't be loaded: a desk without tables
     * would look as if all were lost.
     */
    Result<Ok> open() {
        return engine.start().map(started -> {
            uploads.resume();
            TableRemoval.resume(engine);
            StrayFiles.sweep(engine, store);
            Releasing.resume(engine);
            LostRows.look(engine);
            return started;
        });
    }

    /** Says that the passphrase before the present one could still be tried on what lies on the disk. */
    void tellFormerPassphrase() {
        var unused = engine.act(work -> {
            NodeSheet node = work.ledger.node();
            work.ledger.save(
                    work.tx,
                    node.withNotices(
                            Notices.with(node.notices(), "vault.former-passphrase", Notice.Grade.CARE, work.now)));
            work.recorder.changed(new Change.NodeChanged());
            return Ok.done();
        });
    }

    @Override
    public Tables tables() {
        return tables;
    }

    @Override
    public People people() {
        return people;
    }

    @Override
    public Rooms rooms() {
        return rooms;
    }

    @Override
    public Messages messages() {
        return messages;
    }

    @Override
    public Questions questions() {
        return questions;
    }

    @Override
    public Attachments attachments() {
        return attachments;
    }

    @Override
    public Changes changes() {
        return changes;
    }

    @Override
    public Moving moving() {
        return moving;
    }

    @Override
    public Carrying carrying() {
        return carrying;
    }

    @Override
    public Keeping keeping() {
        return keeping;
    }

    @Override
    public Checking checking() {
        return checking;
    }

    @Override
    public Conveying conveying() {
        return conveying;
    }

    @Override
    public Soundings soundings() {
        return soundings;
    }

    @Override
    public NonPapers nonPapers() {
        return nonPapers;
    }

    @Override
    public CourierItems courier() {
        return courier;
    }

    @Override
    public Galleries galleries() {
        return galleries;
    }

    @Override
    public Suspending suspending() {
        return suspending;
    }

    @Override
    public Phasing phasing() {
        return phasing;
    }

    @Override
    public Mandating mandating() {
        return mandating;
    }

    @Override
    public Sheets sheets() {
        return sheets;
    }

    @Override
    public Asking asking() {
        return asking;
    }

    @Override
    public Bargaining bargaining() {
        return bargaining;
    }

    @Override
    public Subscription subscribe(Listener listener) {
        return engine.listeners().subscribe(listener);
    }

    @Override
    public void close() {
        try (store;
                engine) {
            bargaining.close();
        }
    }
}
