package io.fallow.scheduler.agreement;

/** What happens to an agreement. */
enum Step {
  PROPOSED("agreement.proposed"),
  ACCEPTED("agreement.accepted"),
  DECLINED("agreement.declined"),
  WITHDRAWN("agreement.withdrawn"),
  ENDING("agreement.ending");

  private final String kind;

  Step(String kind) {
    this.kind = kind;
  }

  /** Of the event that tells of it. */
  String kind() {
    return kind;
  }
}
