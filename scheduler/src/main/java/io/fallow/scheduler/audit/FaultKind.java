package io.fallow.scheduler.audit;

/** What can be wrong with an audit trail. */
public enum FaultKind {
  /** An entry says something else than what was sealed. */
  CHANGED,
  /** An entry is gone, and its seal is there. */
  DELETED,
  /** Numbers of a chain are gone, entries and seals. */
  MISSING,
  /** What stands here was sealed at another place. */
  REORDERED,
  /** A seal was made without the key, or changed. */
  FORGED_SEAL,
  /** A seal was made with a key that is not at hand. */
  UNKNOWN_KEY,
  /** Does not follow what stands before it. */
  DISJOINT,
  /** Says that it was made before entries that are older, or after it was sealed. */
  MISDATED,
  /** Was sealed long after entries that are younger. */
  LATE,
  /** An entry that nobody has sealed. */
  UNSEALED,
  /** The end of a chain is gone, which an exported head tells. */
  TRUNCATED,
  /** Another stands where an exported head stood. */
  REPLACED,
  /** An exported head that was not sealed here, or not under these keys. */
  FOREIGN_HEAD,
  /** Changes of a table are not written down any more. */
  UNWATCHED
}
