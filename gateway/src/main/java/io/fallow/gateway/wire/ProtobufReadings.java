package io.fallow.gateway.wire;

import java.util.List;

/** Goes through the columns of one payload side by side. */
final class ProtobufReadings {

  private final int count;
  private final List<String> assetCodes;
  private final ProtobufCursor assets;
  private final boolean oneAsset;
  private final ProtobufCursor times;
  private final ProtobufColumn activities;
  private final ProtobufColumn powers;
  private final ProtobufColumn counters;
  private final long[] countsBefore;

  // The reading at which we are. An asset of null is none of the codes.
  private int index;
  private String asset;
  private long time;
  private boolean hasActivity;
  private long activity;
  private boolean hasPower;
  private float powerW;
  private boolean hasCounter;
  private long counter;

  /** The columns fit together. */
  ProtobufReadings(
      int count,
      List<String> assetCodes,
      ProtobufCursor assets,
      ProtobufCursor times,
      ProtobufColumn activities,
      ProtobufColumn powers,
      ProtobufColumn counters) {
    this.count = count;
    this.assetCodes = assetCodes;
    this.assets = assets;
    this.oneAsset = !assets.hasMore();
    this.times = times;
    this.activities = activities;
    this.powers = powers;
    this.counters = counters;
    this.countsBefore = new long[counters.values().hasMore() ? assetCodes.size() : 0];
  }

  void into(ReadingSink sink) throws WireFormatException {
    for (index = 0; index < count; index++) {
      next();
      if (isGood()) {
        sink.reading(asset, time, (int) activity, powerW, counter);
      } else {
        sink.bad(bad());
      }
    }
    atEnd(assets);
    atEnd(times);
    atEnd(activities.values());
    atEnd(powers.values());
    atEnd(counters.values());
  }

  private void next() throws WireFormatException {
    time += times.zigzag();
    long code = oneAsset ? 0 : assets.varint();
    boolean known = code >= 0 && code < assetCodes.size();
    asset = known ? assetCodes.get((int) code) : null;
    hasActivity = activities.has(index);
    activity = hasActivity ? activities.values().varint() : ReadingSink.NO_ACTIVITY;
    hasPower = powers.has(index);
    powerW = hasPower ? powers.values().fixed32() : Float.NaN;
    hasCounter = counters.has(index);
    counter = hasCounter ? count(known ? (int) code : -1) : ReadingSink.NO_COUNTER;
  }

  private long count(int code) throws WireFormatException {
    long growth = counters.values().zigzag();
    if (code < 0) {
      return growth;
    }
    countsBefore[code] += growth;
    return countsBefore[code];
  }

  private boolean isGood() {
    return asset != null
        && (!hasActivity || Activity.isCode(activity))
        && (!hasPower || Float.isFinite(powerW))
        && fault() == null;
  }

  private String fault() {
    return Reading.fault(
        asset,
        hasActivity || hasPower || hasCounter,
        hasPower ? powerW : 0,
        hasCounter ? counter : 0);
  }

  private BadReading bad() {
    RejectReason reason = RejectReason.INVALID_VALUE;
    String fault;
    if (asset == null) {
      fault = "asset is none of the " + assetCodes.size() + " codes";
    } else if (hasActivity && !Activity.isCode(activity)) {
      fault = "activity is none of 0 to 4: " + Long.toUnsignedString(activity);
    } else if (hasPower && !Float.isFinite(powerW)) {
      reason = RejectReason.NOT_FINITE;
      fault = "powerW is not finite: " + powerW;
    } else {
      fault = fault();
    }
    return new BadReading(reason, "readings[" + index + "]: " + fault, json());
  }

  private byte[] json() {
    return JsonBatchCodec.anyReading(
        asset,
        Micros.toInstant(time),
        hasActivity ? activityName() : null,
        hasPower ? powerW : null,
        hasCounter ? counter : null);
  }

  private String activityName() {
    return Activity.isCode(activity)
        ? Activity.ofCode((int) activity).name()
        : Long.toUnsignedString(activity);
  }

  private static void atEnd(ProtobufCursor column) throws WireFormatException {
    if (column.hasMore()) {
      throw column.unparsable("a column does not end with a value");
    }
  }
}
