package io.fallow.scheduler.api.doors;

import java.util.Map;

/** A body for each operation that takes one, with ids of somebody in it. */
final class Bodies {

  private static final String TIMES =
      "\"start\": \"2026-11-2%d" + "T18:00:00Z\", \"end\": \"2026-11-2%<d" + "T20:00:00Z\"";
  private static final String REASON = "{\"reason\": \"$mark\"}";
  private static final String POLICY = "{\"terms\": {\"approval\": \"owner\"}}";
  private static final String RULE = "{\"rule\": {\"kind\": \"reported\", \"maxGap\": \"PT5M\"}}";
  private static final String SERIES =
      "{\"asset\": \"$asset\", \"start\": \"2026-11-23T20:00\", \"duration\": \"PT1H\","
          + " \"rule\": \"FREQ=DAILY;COUNT=2\", \"purpose\": \"$mark\"}";

  private static final Map<String, String> ALL =
      Map.ofEntries(
          Map.entry(
              "reserve",
              "{\"asset\": \"$asset\", " + TIMES.formatted(1) + ", \"purpose\": \"$mark\"}"),
          Map.entry("change", "{\"end\": \"2026-11-21T19:00:00Z\"}"),
          Map.entry("cancel", REASON),
          Map.entry("approve", REASON),
          Map.entry("decline", REASON),
          Map.entry("bookSeries", SERIES),
          Map.entry("previewSeries", SERIES),
          Map.entry("cancelSeries", "{}"),
          Map.entry(
              "bookBundle",
              "{\"assets\": [{\"asset\": \"$asset\"}], "
                  + TIMES.formatted(2)
                  + ", \"purpose\": \"$mark\"}"),
          Map.entry(
              "wait",
              "{\"asset\": \"$asset\", \"from\": \"2026-11-26T00:00:00Z\","
                  + " \"to\": \"2026-11-27T00:00:00Z\", \"minDuration\": \"PT1H\"}"),
          Map.entry(
              "lockOut",
              "{\"kind\": \"other\", \"reason\": \"$mark\", " + TIMES.formatted(9) + "}"),
          Map.entry("createWebhook", "{\"url\": \"http://127.0.0.1:9/$mark\"}"),
          Map.entry("changeWebhook", "{\"description\": \"mine now\"}"),
          Map.entry(
              "createFeed", "{\"scope\": \"asset\", \"asset\": \"$asset\", \"name\": \"$mark\"}"),
          Map.entry(
              "createKey",
              "{\"name\": \"$mark\", \"scopes\": [\"assets:read\"],"
                  + " \"expiresAt\": \"2027-01-01T00:00:00Z\"}"),
          Map.entry("putMember", "{\"roles\": [\"auditor\"]}"),
          Map.entry("foundCircle", "{\"code\": \"hush\", \"name\": \"$mark\"}"),
          Map.entry("proposeToCircle", "{\"invite\": \"$organisation\"}"),
          Map.entry("proposeAgreement", "{\"everybody\": true, \"asset\": \"$asset\"}"),
          Map.entry("previewAgreement", "{\"everybody\": true, \"asset\": \"$asset\"}"),
          Map.entry("changeAgreement", "{\"asset\": \"$asset\"}"),
          Map.entry("acceptAgreement", REASON),
          Map.entry("declineAgreement", REASON),
          Map.entry("withdrawAgreement", REASON),
          Map.entry("endAgreement", REASON),
          Map.entry(
              "createAsset",
              "{\"code\": \"door-mill\", \"facility\": \"$facility\", \"name\": \"$mark\","
                  + " \"type\": \"cnc_mill\"}"),
          Map.entry("createGateway", "{\"code\": \"door-gw\", \"facility\": \"$facility\"}"),
          Map.entry("rotateCredential", "{}"),
          Map.entry("enrol", "{\"token\": \"fge_$mark\"}"),
          Map.entry(
              "rotateOwnCredential",
              "{\"user\": \"$organisation.door-gw\", \"password\": \"$mark\"}"),
          Map.entry("setSparkplugMapping", "{}"),
          Map.entry("setAssetPolicy", POLICY),
          Map.entry("setTypePolicy", POLICY),
          Map.entry(
              "grantQualification", "{\"code\": \"expert\", \"organisation\": \"$organisation\"}"),
          Map.entry("setFacilityOpenings", "{\"week\": []}"),
          Map.entry("setAssetOpenings", "{\"week\": []}"),
          Map.entry("setFacilityException", "{\"hours\": [], \"reason\": \"$mark\"}"),
          Map.entry("setAssetException", "{\"hours\": [], \"reason\": \"$mark\"}"),
          Map.entry("setHoliday", REASON),
          Map.entry(
              "importHolidays",
              "{\"calendar\": \"BEGIN:VCALENDAR\\r\\nVERSION:2.0\\r\\nPRODID:x\\r\\n"
                  + "BEGIN:VEVENT\\r\\nUID:1\\r\\nDTSTAMP:20261101T000000Z\\r\\n"
                  + "DTSTART;VALUE=DATE:20261225\\r\\nSUMMARY:Day\\r\\nEND:VEVENT\\r\\n"
                  + "END:VCALENDAR\\r\\n\"}"),
          Map.entry("requireCalibration", "{\"days\": 30}"),
          Map.entry("recordCalibration", "{\"passed\": true, \"note\": \"$mark\"}"),
          Map.entry("setActivityRule", RULE),
          Map.entry("setTypeActivityRule", RULE));

  private Bodies() {}

  /**
   * Of an operation, with ids of a victim.
   *
   * @param mark stands in all texts
   */
  static String of(String operation, Victim victim, String mark) {
    String body = ALL.get(operation);
    if (body == null) {
      throw new AssertionError("no sample body for " + operation + ": add one to Bodies.ALL");
    }
    return body.replace("$asset", victim.asset)
        .replace("$mark", mark)
        .replace("$facility", victim.facility)
        .replace("$organisation", victim.organisation());
  }
}
