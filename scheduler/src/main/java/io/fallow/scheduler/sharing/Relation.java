package io.fallow.scheduler.sharing;

/** What an asset is to an organisation that sees it. */
public enum Relation {
  /** It belongs to the organisation. */
  OWN,
  /** Its owner lets the organisation book it. */
  SHARED
}
