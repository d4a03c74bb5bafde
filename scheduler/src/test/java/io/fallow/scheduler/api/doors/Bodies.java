package io.fallow.scheduler.api.doors;

import static java.time.temporal.ChronoUnit.MINUTES;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.Supplier;

/** A body for each operation that takes one, with ids of somebody in it. */
final class Bodies {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final String TIMES = "\"start\": \"$start\", \"end\": \"$end\"";
  private static final String REASON = "{\"reason\": \"$mark\"}";
  private static final String POLICY = "{\"terms\": {\"approval\": \"owner\"}}";
  private static final String RULE = "{\"rule\": {\"kind\": \"reported\", \"maxGap\": \"PT5M\"}}";
  private static final String SERIES =
      "{\"asset\": \"$asset\", \"start\": \"$local\", \"duration\": \"PT1H\","
          + " \"rule\": \"FREQ=DAILY;COUNT=1\", \"purpose\": \"$mark\"}";

  private static final Map<String, String> ALL =
      Map.ofEntries(
          Map.entry("reserve", "{\"asset\": \"$asset\", " + TIMES + ", \"purpose\": \"$mark\"}"),
          Map.entry("change", "{\"end\": \"$end\"}"),
          Map.entry("cancel", REASON),
          Map.entry("approve", REASON),
          Map.entry("decline", REASON),
          Map.entry("bookSeries", SERIES),
          Map.entry("previewSeries", SERIES),
          Map.entry("cancelSeries", "{}"),
          Map.entry(
              "bookBundle",
              "{\"assets\": [{\"asset\": \"$asset\"}], " + TIMES + ", \"purpose\": \"$mark\"}"),
          Map.entry(
              "wait",
              "{\"asset\": \"$asset\", \"from\": \"$start\","
                  + " \"to\": \"$end\", \"minDuration\": \"PT1H\"}"),
          Map.entry("lockOut", "{\"kind\": \"other\", \"reason\": \"$mark\", " + TIMES + "}"),
          Map.entry("createWebhook", "{\"url\": \"http://127.0.0.1:9/$mark\"}"),
          Map.entry("changeWebhook", "{\"description\": \"mine now\"}"),
          Map.entry(
              "createFeed", "{\"scope\": \"asset\", \"asset\": \"$asset\", \"name\": \"$mark\"}"),
          Map.entry(
              "createKey",
              "{\"name\": \"$mark\", \"scopes\": [\"assets:read\"],"
                  + " \"expiresAt\": \"2027-01-01T00:00:00Z\"}"),
          Map.entry("putMember", "{\"roles\": [\"auditor\"]}"),
          Map.entry("foundCircle", "{\"code\": \"circle-$number\", \"name\": \"$mark\"}"),
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
              "{\"code\": \"asset-$number\", \"facility\": \"$facility\", \"name\": \"$mark\","
                  + " \"type\": \"cnc_mill\"}"),
          Map.entry(
              "createGateway", "{\"code\": \"gateway-$number\", \"facility\": \"$facility\"}"),
          Map.entry("rotateCredential", "{}"),
          Map.entry("replayRejects", "{\"reason\": \"unknown-asset\"}"),
          Map.entry("enrol", "{\"token\": \"fge_$mark\"}"),
          Map.entry(
              "rotateOwnCredential",
              "{\"user\": \"$organisation.door-gw\", \"password\": \"$mark\"}"),
          Map.entry("setSparkplugMapping", "{}"),
          Map.entry("setAssetPolicy", POLICY),
          Map.entry("setTypePolicy", POLICY),
          Map.entry(
              "grantQualification",
              "{\"code\": \"expert-$number\", \"organisation\": \"$organisation\"}"),
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
   * Of an operation.
   *
   * @param mark stands in all texts
   */
  static String of(String operation, Ids ids, String mark) {
    String body = ALL.get(operation);
    if (body == null) {
      throw new AssertionError("no sample body for " + operation + ": add one to Bodies.ALL");
    }
    Instant start = ids.slot();
    String timed =
        body.replace("$start", start.toString())
            .replace("$end", start.plus(Duration.ofHours(1)).toString())
            .replace(
                "$local", LocalDateTime.ofInstant(start.truncatedTo(MINUTES), BERLIN).toString())
            .replace("$number", String.valueOf(start.getEpochSecond()))
            .replace("$mark", mark);
    String located = put(timed, "$asset", ids::asset);
    return put(put(located, "$facility", ids::facility), "$organisation", ids::organisation);
  }

  /** Asks for an id only where there is a place for it. */
  private static String put(String body, String place, Supplier<String> id) {
    return body.contains(place) ? body.replace(place, id.get()) : body;
  }

  /** Whether an operation's body names an asset. */
  static boolean namesAsset(String operation) {
    return ALL.getOrDefault(operation, "").contains("$asset");
  }
}
