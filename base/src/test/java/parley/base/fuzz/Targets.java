package parley.base.fuzz;

import java.util.List;

/** The targets of one module; has a public constructor without parameters, so that another process can make it by name. */
public interface Targets {
    List<Target> all();
}
