package io.fallow.telemetry.registry;

import java.util.Set;

/**
 * An asset to be registered, or to be registered anew with other properties.
 *
 * @param organisation code of the owner
 * @param facility code of the owner's facility at which it stands
 * @param rule what counts for its readings as long as nothing is said of it or its type: see {@link
 *     Registry#setAssetRule} and {@link Registry#setTypeRule}
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
