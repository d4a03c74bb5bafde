package io.fallow.scheduler.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.api.contract.ContractAnswers;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractIT {

  private static final String RANGE = "?from=2026-11-11T10:00:00Z&to=2026-11-19T10:00:00Z";

  @TempDir Path folder;

  private static Map<String, String> schemas(String... pathsAndSchemas) {
    Map<String, String> schemas = new LinkedHashMap<>();
    for (int i = 0; i < pathsAndSchemas.length; i += 2) {
      schemas.put(pathsAndSchemas[i], pathsAndSchemas[i + 1]);
    }
    return schemas;
  }

  @Test
  void everyAnswerIsWhatTheContractSays() throws Exception {
    try (ApiWorld world = new ApiWorld(folder)) {
      ContractAnswers contract =
          new ContractAnswers(world.send(world.request("/openapi.json")).json());
      String mri = "/api/v1/assets/lakeside.mri-1";
      String wish =
          """
          {"asset": "lakeside.mri-1", "hold": true,
           "start": "2026-11-18T18:00:00Z", "end": "2026-11-18T20:00:00Z"}
          """;
      GatewaysAndRulesIT.aGatewayAndRulesOf(world);
      SparkplugMappingIT.put(world, ApiWorld.LENA, SparkplugMappingIT.CHILLER);
      Reply held = world.post(ApiWorld.LENA, "/api/v1/reservations", wish);
      assertThat(contract.faults("Reservation", held.json())).isEmpty();
      Map<String, String> schemas =
          schemas(
              "/api/v1/me",
              "Me",
              "/api/v1/assets",
              "Assets",
              mri,
              "Asset",
              mri + "/intervals" + RANGE,
              "Intervals",
              mri + "/utilisation" + RANGE,
              "Utilisation",
              mri + "/busy-hours" + RANGE,
              "BusyHours",
              mri + "/forecast" + RANGE,
              "Forecast",
              mri + "/explain" + RANGE,
              "Explanation",
              mri + "/power" + RANGE,
              "AssetPower",
              "/api/v1/facilities",
              "Facilities",
              "/api/v1/busy-hours" + RANGE,
              "FleetBusyHours",
              "/api/v1/utilisation" + RANGE + "&groupBy=type&limit=1",
              "UtilisationReport",
              mri + "/activity-rule",
              "AssetRule",
              "/api/v1/asset-types/mri/activity-rule",
              "TypeRule",
              "/api/v1/gateways",
              "Gateways",
              "/api/v1/gateways/lakeside.north-gw",
              "GatewayWithGaps",
              SparkplugMappingIT.MAPPING,
              "SparkplugMapping",
              "/api/v1/windows?near=50,10",
              "Windows",
              "/api/v1/reservations",
              "Reservations");
      for (Map.Entry<String, String> each : schemas.entrySet()) {
        Reply reply = world.get(ApiWorld.LENA, each.getKey());
        assertThat(reply.status()).as(each.getKey()).isEqualTo(200);
        assertThat(contract.faults(each.getValue(), reply.json())).as(each.getKey()).isEmpty();
      }
      JsonObject undocumented = world.get(ApiWorld.LENA, "/api/v1/me").json().put("shoe", 42);
      assertThat(contract.faults("Me", undocumented)).isNotEmpty();
      Reply refused = world.get(ApiWorld.LENA, "/api/v1/windows?limit=0");
      assertThat(contract.faults("Problem", refused.json())).isEmpty();
      Reply overlap = world.post(ApiWorld.LENA, "/api/v1/reservations", wish);
      assertThat(contract.faults("Problem", overlap.json())).isEmpty();
    }
  }
}
