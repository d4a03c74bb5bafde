package io.fallow.telemetry.registry;

import java.util.Set;

/**
 * One shareable machine.
 *
 * @param organisation code of the organisation that owns it
 * @param code unique within the organisation
 * @param type what kind of machine, such as {@code mri} or {@code five_axis_mill}
 * @param capabilities what it can do beyond its type, free words
 * @param rules how its readings become its activity, for all times
 */
public record Asset(
    int id,
    int organisationId,
    String organisation,
    String organisationName,
    Facility facility,
    String code,
    String name,
    String type,
    Set<String> capabilities,
    RuleHistory rules) {

  /** Takes a copy of the capabilities. */
  public Asset {
    capabilities = Set.copyOf(capabilities);
  }

  /** What the API calls this asset: {@code organisation.asset}. */
  public String publicId() {
    return organisation + "." + code;
  }
}
