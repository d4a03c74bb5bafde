package io.fallow.scheduler.api.problem;

/** Every kind of problem that the API answers with. Codes never change their meaning. */
public enum ProblemType {
  INVALID_REQUEST(
      400, "The request is not valid", "Every fault is listed in errors: correct them and repeat."),
  TOKEN_MISSING(
      401, "A token is needed", "Send the header Authorization: Bearer followed by your token."),
  TOKEN_INVALID(
      401, "The token is not valid", "It is malformed, or was not issued for this service."),
  TOKEN_EXPIRED(401, "The token has expired", "Sign in again for a new one."),
  ORGANISATION_NEEDED(
      400,
      "The organisation is needed",
      "You are a member of several, see organisations: name one in the header Fallow-Organisation."),
  NOT_A_MEMBER(
      403,
      "You may not act for this organisation",
      "Who you are is known, but you are no member of an organisation of this name: ask its admin."),
  ROLE_NEEDED(
      403,
      "Your roles don't allow this",
      "You need one of the roles in roles: ask an admin of your organisation."),
  NOT_BY_KEY(
      403,
      "Not by key",
      "Only people may do this, with a token: members and keys are their business."),
  SCOPE_NEEDED(
      403,
      "The key's scopes don't allow this",
      "The key needs the scope in scope: ask an admin of your organisation for another key."),
  ENROLMENT_REFUSED(
      403,
      "The enrolment is refused",
      "The token or the credential is unknown, used up, withdrawn or expired: ask for another."),
  NOT_YOURS(
      403,
      "Only its owner may see this",
      "The asset is shared with you for booking; what it does is its owner's to know."),
  NOT_TOLD(
      403,
      "The terms don't say that you are told this",
      "Only where the owner's terms name it among their data: ask for a change of the agreement."),
  FOREIGN_HOST(
      403, "This is served to this machine only", "The request came under another host's name."),
  NOT_FOUND(404, "There is nothing here", "The address is not one of the API's: see /docs."),
  ASSET_NOT_FOUND(404, "There is no such asset", "It doesn't exist, or it is not shared with you."),
  GATEWAY_NOT_FOUND(
      404, "There is no such gateway", "It doesn't exist, or it is not your organisation's."),
  REJECT_NOT_FOUND(
      404, "There is no such reject", "It doesn't exist any more, or it is of another gateway."),
  CREDENTIAL_NOT_FOUND(
      404, "There is no such credential", "It never was, or it is not valid any more."),
  FACILITY_NOT_FOUND(
      404, "There is no such facility", "It doesn't exist, or it is not your organisation's."),
  RESERVATION_NOT_FOUND(
      404, "There is no such reservation", "It doesn't exist, or it is not your organisation's."),
  AGREEMENT_NOT_FOUND(
      404, "There is no such agreement", "It doesn't exist, or it is not your organisation's."),
  CIRCLE_NOT_FOUND(
      404, "There is no such circle", "It doesn't exist, or your organisation is none of its."),
  QUALIFICATION_NOT_FOUND(
      404, "There is no such qualification", "It doesn't exist, or you have not granted it."),
  WEBHOOK_NOT_FOUND(
      404, "There is no such webhook", "It doesn't exist, or it is not your organisation's."),
  DELIVERY_NOT_FOUND(
      404, "There is no such delivery", "It doesn't exist, or it is of another webhook."),
  FEED_NOT_FOUND(404, "There is no such feed", "It was revoked, or it never was."),
  LOCKOUT_NOT_FOUND(404, "There is no such lock-out", "It doesn't exist, or it is over."),
  SERIES_NOT_FOUND(
      404, "There is no such series", "It doesn't exist, or it is not your organisation's."),
  BUNDLE_NOT_FOUND(
      404, "There is no such bundle", "It doesn't exist, or it is not your organisation's."),
  WAIT_NOT_FOUND(
      404,
      "There is no such entry of the wait-list",
      "It doesn't exist, or it is not your organisation's."),
  MEMBER_NOT_FOUND(404, "There is no such member", "Your organisation has no member of this name."),
  KEY_NOT_FOUND(404, "There is no such key", "Your organisation has no key of this id."),
  METHOD_NOT_ALLOWED(
      405, "This can't be done here", "The address exists, but not with this method: see Allow."),
  NOT_ACCEPTABLE(
      406, "No such representation", "None of the media types in Accept can be produced."),
  OVERLAP(
      409,
      "The time is taken",
      "The asset is reserved, or being made ready for others, in a part of that time."),
  RESERVATIONS_IN_THE_WAY(
      409,
      "Reservations are in the way",
      "The asset is reserved in a part of that time, see reserved; onReservations can bump them."),
  WRONG_STATE(
      409,
      "The reservation's state doesn't allow this",
      "It was cancelled, its hold ran out, or its time has passed."),
  STEP_NOT_POSSIBLE(
      409,
      "This step is not possible",
      "Where it stands there is no such step, or it is for others: violations says why."),
  SHARED_ALREADY(
      409,
      "The same is shared already",
      "Another agreement about the same assets with the same others holds at that time: change that."),
  NO_SESSION(
      409,
      "There is no session to tell of",
      "Its time has not begun, or nobody had the asset in it."),
  VERSION_CHANGED(
      412,
      "There is a newer version",
      "Somebody changed it since you read it: read it again, and repeat with its ETag."),
  ASSET_EXISTS(409, "There is such an asset already", "Take another code."),
  GATEWAY_EXISTS(
      409, "There is such a gateway already", "Take another code, or renew that one's token."),
  NOTHING_TO_REPLAY(
      409,
      "There is nothing to replay",
      "Its readings are stored already, or nothing was kept of what was sent."),
  LAST_ADMIN(
      409,
      "Your organisation needs an admin",
      "This is its last one: make another member an admin first."),
  TOO_MANY(409, "There are too many of these", "Delete one that is no longer needed."),
  WEBHOOK_DISABLED(409, "The webhook is disabled", "Enable it, and repeat."),
  WAITS_TOO_MUCH(
      409, "Your organisation waits for too much", "Withdraw an entry of the wait-list first."),
  TOO_LARGE(413, "The request is too large", "A body has at most 64 KiB."),
  URI_TOO_LONG(414, "The address is too long", "An address has at most 4096 characters."),
  UNSUPPORTED_MEDIA_TYPE(415, "The body's media type is not supported", "Send application/json."),
  REFUSED(
      422,
      "The booking breaks a rule",
      "Every broken rule is listed in violations, with its code."),
  KEY_USED(
      422,
      "The Idempotency-Key belongs to another request",
      "You have sent this key with another request: take a new key for a new request."),
  VERSION_NEEDED(
      428,
      "The version is needed",
      "Send If-Match with the ETag of the version that you have seen."),
  TOO_MANY_REQUESTS(
      429, "Too many requests", "Wait for the seconds in Retry-After, and send fewer at once."),
  HEADERS_TOO_LARGE(431, "The request's headers are too large", "They have at most 8 KiB."),
  INTERNAL(500, "Something went wrong on our side", "It has been logged under the given incident."),
  OVERLOADED(503, "Too much at once", "Try again after the seconds in Retry-After."),
  INDEX_NOT_READY(
      503,
      "The search is getting ready",
      "It reads the calendars of all assets: try again after the seconds in Retry-After."),
  BROKER_UNAVAILABLE(
      503,
      "The broker can't be told at present",
      "Nothing has changed: try again after the seconds in Retry-After."),
  ISSUER_UNAVAILABLE(
      503,
      "Tokens can't be checked now",
      "The keys of their issuer can't be had: try again after the seconds in Retry-After."),
  DATABASE_UNAVAILABLE(
      503, "The database can't be reached", "Try again after the seconds in Retry-After.");

  private final int status;
  private final String title;
  private final String advice;

  ProblemType(int status, String title, String advice) {
    this.status = status;
    this.title = title;
    this.advice = advice;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** One line that is the same for every occurrence. */
  public String title() {
    return title;
  }

  /** What whoever meets it can do about it. */
  public String advice() {
    return advice;
  }

  /** The stable name for programs, such as {@code invalid-request}. */
  public String code() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  /** The RFC 9457 type: the place where this problem is described. */
  public String uri() {
    return "/problems#" + code();
  }
}
