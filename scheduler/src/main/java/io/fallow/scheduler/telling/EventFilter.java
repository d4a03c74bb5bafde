package io.fallow.scheduler.telling;

import java.util.Set;

/**
 * Which of its organisation's events a reader wants.
 *
 * @param kinds empty for every kind
 * @param assets public ids; empty for every asset, and for events of none
 */
public record EventFilter(Set<String> kinds, Set<String> assets) {

  /** Takes copies. */
  public EventFilter {
    kinds = Set.copyOf(kinds);
    assets = Set.copyOf(assets);
  }

  /** Whether the reader wants this one. */
  public boolean takes(ToldEvent event) {
    boolean ofKind = kinds.isEmpty() || kinds.contains(event.kind());
    return ofKind && (assets.isEmpty() || event.asset().map(assets::contains).orElse(false));
  }
}
