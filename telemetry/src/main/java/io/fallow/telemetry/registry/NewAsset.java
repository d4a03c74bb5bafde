package io.fallow.telemetry.registry;

import java.util.Set;

/**
 * An asset to be registered, or to be registered anew with other properties.
 *
 * @param organisation code of the owner
 * @param facility code of the owner's facility at which it stands
 */
public record NewAsset(
    String organisation,
    String facility,
    String code,
    String name,
    String type,
    Set<String> capabilities,
    ActivityRule rule) {

  /** Takes a copy of the capabilities. */
  public NewAsset {
    capabilities = Set.copyOf(capabilities);
  }
}
