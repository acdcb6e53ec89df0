package parley.node.web.page;

import java.time.InstantSource;
import parley.node.desk.NodeGate;
import parley.node.web.ask.Router;
import parley.node.web.ask.SignIn;

/** All pages of a signed-in browser and their addresses. */
public final class AllPages {
    private AllPages() {}

    public static Router router(NodeGate gate, SignIn signIn, InstantSource clock) {
        Router router = new Router();
        Desks desks = new Desks(gate);
        gate.whenLocked(signIn::forget);
        new GatePages(gate).add(router);
        new TablePages(desks, clock).add(router);
        new RoomPages(desks, clock).add(router);
        new OpenPages(desks).add(router);
        new AcceptPages(desks).add(router);
        new TablePage(desks, clock).add(router);
        new PeoplePages(desks).add(router);
        new PlanPages(desks).add(router);
        new ReaderPages(desks).add(router);
        new FilePages(desks).add(router);
        new ChangePages(desks).add(router);
        new ConveyPages(desks, clock).add(router);
        new MovePages(desks).add(router);
        new CheckPages(desks).add(router);
        new CourierPages(desks, clock).add(router);
        new PhasePages(desks).add(router);
        new MandatePages(desks).add(router);
        new NonPaperPages(desks, clock).add(router);
        new SheetPages(desks, clock).add(router);
        new AskedPages(desks).add(router);
        new GalleryPages(desks, clock).add(router);
        new SuspensionPages(desks, clock).add(router);
        new SpacePages(desks).add(router);
        new EstimatePages(desks).add(router);
        new SoundingPages(desks, clock).add(router);
        new SearchPages(desks).add(router);
        new CarryPages(desks).add(router);
        new KeepingPages(desks, gate).add(router);
        new NoticePages(desks).add(router);
        new LivePages(desks).add(router);
        return router;
    }
}
