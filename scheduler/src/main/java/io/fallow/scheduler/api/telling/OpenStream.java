package io.fallow.scheduler.api.telling;

/** A stream that somebody reads. */
interface OpenStream {

  /** Where it goes. */
  SseResponse response();

  /** For how long it may be read. */
  Permit permit();

  /** Of the organisation for which it is read. */
  int organisationId();
}
