package io.fallow.scheduler.api.calendar;

import io.fallow.scheduler.api.contract.Inputs;
import io.fallow.scheduler.calendar.Checked;
import io.fallow.scheduler.calendar.Fault;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells what the calendar finds wrong as faults of a request's body. */
final class CalendarFaults {

  private CalendarFaults() {}

  /**
   * The value, or else nothing and all its faults told.
   *
   * @param names what the request calls a part, where that is another name than the calendar's
   */
  static <T> Optional<T> valid(Inputs inputs, Checked<T> checked, Map<String, String> names) {
    return checked.fold(
        Optional::of,
        faults -> {
          tell(inputs, faults, names);
          return Optional.empty();
        });
  }

  static void tell(Inputs inputs, List<Fault> faults, Map<String, String> names) {
    for (Fault fault : faults) {
      String name = names.getOrDefault(fault.field(), fault.field());
      inputs.fault("body", name, fault.code(), fault.message());
    }
  }
}
