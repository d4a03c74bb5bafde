package io.fallow.gateway.source.mtconnect;

import java.time.Instant;

/**
 * What an agent's document says of one data item.
 *
 * @param device its name, and {@code uuid} its identity; either may be empty
 * @param component the name of the component, such as a path's, and {@code componentId} its id;
 *     either may be empty
 * @param element the element's name: {@code Execution}, or a condition's level: {@code Fault}
 * @param code a condition's native code, or empty
 * @param dataItem its id, and {@code name} its name; the name may be empty
 * @param sequence the agent's number of it
 * @param value the text; {@code UNAVAILABLE} when the agent doesn't know
 */
record Observation(
    String device,
    String uuid,
    String component,
    String componentId,
    boolean condition,
    String element,
    String code,
    String dataItem,
    String name,
    long sequence,
    Instant time,
    String value) {

  static final String UNAVAILABLE = "UNAVAILABLE";

  boolean isOf(String wanted) {
    return wanted.equals(device) || wanted.equals(uuid);
  }

  boolean isOfComponent(String wanted) {
    return wanted.equals(component) || wanted.equals(componentId);
  }

  boolean isItem(String wanted) {
    return wanted.equals(dataItem) || wanted.equals(name);
  }

  boolean isUnavailable() {
    return condition ? element.equals("Unavailable") : value.equals(UNAVAILABLE);
  }
}
