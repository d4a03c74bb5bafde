package io.fallow.scheduler.api.asset;

import io.fallow.scheduler.api.operation.Answer;
import io.fallow.scheduler.api.operation.Rounded;
import io.fallow.telemetry.usage.UtilisationGroup;
import io.fallow.telemetry.usage.UtilisationQuery.Bucket;
import io.fallow.telemetry.usage.UtilisationReport;
import io.vertx.core.buffer.Buffer;
import java.time.ZoneId;
import java.util.Map;

/** Utilisation as comma-separated values, RFC 4180. No value has a comma or a quote in it. */
final class UtilisationCsv {

  private static final String HEAD =
      "group,start,zone,assets,in_use_h,standby_h,off_h,fault_h,unknown_h,utilisation,energy_kwh";
  private static final String NEXT = "X-Next";

  private UtilisationCsv() {}

  /** Where there is more, a header says what to ask for it. */
  static Answer of(UtilisationReport.Page page, Bucket bucket) {
    StringBuilder text = new StringBuilder(HEAD).append("\r\n");
    for (UtilisationGroup group : page.groups()) {
      group.buckets().forEach(line -> append(text, group, line, bucket));
    }
    Map<String, String> more = page.next().map(next -> Map.of(NEXT, next)).orElse(Map.of());
    return new Answer(200, "text/csv; charset=utf-8", Buffer.buffer(text.toString()), more);
  }

  private static void append(
      StringBuilder text, UtilisationGroup group, UtilisationGroup.Line line, Bucket bucket) {
    UtilisationGroup.Sums sums = line.sums();
    Double utilisation = Rounded.orNull(sums.utilisation(), 4);
    text.append(group.id()).append(',');
    text.append(UtilisationEndpoints.start(line, bucket)).append(',');
    text.append(group.zone().map(ZoneId::getId).orElse("")).append(',');
    text.append(group.assets()).append(',');
    text.append(UtilisationEndpoints.hours(sums.inUseS())).append(',');
    text.append(UtilisationEndpoints.hours(sums.standbyS())).append(',');
    text.append(UtilisationEndpoints.hours(sums.offS())).append(',');
    text.append(UtilisationEndpoints.hours(sums.faultS())).append(',');
    text.append(UtilisationEndpoints.hours(sums.unknownS())).append(',');
    text.append(utilisation == null ? "" : utilisation).append(',');
    text.append(Rounded.to(sums.energyWh() / 1_000, 3)).append("\r\n");
  }
}
