package io.fallow.sim.history;

import java.util.List;

/** Looks for one kind of thing that must not be. */
interface Check {

  List<Finding> look(Story story);

  /** A finding of this check. */
  default Finding finding(String what) {
    return new Finding(getClass().getSimpleName(), what);
  }
}
