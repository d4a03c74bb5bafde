package io.fallow.scheduler.api.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fallow.scheduler.membership.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OperationRuleTest {

  private static JsonObject meOf(JsonObject document) {
    return document.getJsonObject("paths").getJsonObject("/api/v1/me").getJsonObject("get");
  }

  @Test
  void everyOperationSaysWhoMayCallIt() {
    JsonObject document = ContractParts.assembled();
    Map<String, OperationRule> rules = ApiContract.rules(document);
    assertThat(rules).hasSizeGreaterThan(90);
    assertThat(rules.values())
        .allMatch(rule -> rule.isBySecret() != rule.roles().contains(Role.ADMIN));
    assertThat(rules.get("enrol").secrets()).containsExactly("token");
    assertThat(rules.get("enrol").keys()).isEqualTo(OperationRule.Keys.NONE);
    assertThat(rules.get("reserve").scope()).isEqualTo("reservations:write");
    assertThat(rules.get("approve").scope()).isEqualTo("reservations:approve");
    assertThat(rules.get("windows").scope()).isEqualTo("windows:read");
    assertThat(rules.get("putMember").keys()).isEqualTo(OperationRule.Keys.NONE);
    assertThat(meOf(document).getString("description")).contains("**Roles**: admin, operator");
  }

  @Test
  void anOperationThatSaysNothingOfItFailsTheStart() {
    for (Object said : new Object[] {null, new JsonArray(), JsonArray.of("admin", "visitor")}) {
      JsonObject document = ContractParts.assembled();
      meOf(document).put("x-roles", said);
      assertThatThrownBy(() -> ApiContract.rules(document))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("who may call me");
    }
  }

  @Test
  void anOperationBySecretNeedsTheSecretAndNamesNoRole() {
    JsonObject document = ContractParts.assembled();
    JsonObject enrol =
        document.getJsonObject("paths").getJsonObject("/api/v1/enrolments").getJsonObject("post");
    enrol.put("x-roles", JsonArray.of("admin"));
    assertThatThrownBy(() -> ApiContract.rules(document)).hasMessageContaining("not by either");
    enrol.remove("x-roles");
    for (JsonArray named : new JsonArray[] {JsonArray.of(), JsonArray.of("token", "other")}) {
      enrol.put("x-secrets", named);
      assertThatThrownBy(() -> ApiContract.rules(document))
          .hasMessage("x-secrets of enrol must name fields that it needs");
    }
  }

  @Test
  void aFieldMayNeedARoleOfItsOwn() {
    JsonObject document = ContractParts.assembled();
    JsonObject schemas = document.getJsonObject("components").getJsonObject("schemas");
    for (String body : new String[] {"ReservationChange", "NewReservation"}) {
      assertThat(OperationRule.ofFields(schemas.getJsonObject(body)))
          .containsExactly(
              Map.entry(
                  "override",
                  new FieldRule(Set.of(Role.ADMIN, Role.APPROVER), "reservations:approve")));
    }
  }
}
