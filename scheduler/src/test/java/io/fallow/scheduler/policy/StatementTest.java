package io.fallow.scheduler.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementTest {

  static final String EVERY_TERM =
      "{\"shortest\":\"PT30M\",\"longest\":\"PT8H\",\"granularity\":\"PT15M\",\"notice\":\"PT2H\","
          + "\"horizon\":\"P14D\",\"simultaneous\":3,\"pending\":2,\"hoursPerWeek\":20,"
          + "\"hoursPerMonth\":62.5,\"before\":\"PT10M\",\"after\":\"PT20M\","
          + "\"transport\":[{\"beyondKm\":10,\"before\":\"PT1H\",\"after\":\"PT1H\"},"
          + "{\"beyondKm\":50.5,\"before\":\"PT3H\",\"after\":\"PT2H\"}],"
          + "\"qualifications\":[\"iso-13485\"],\"personQualifications\":[\"a\",\"mri-level-2\"],"
          + "\"people\":[\"marta.silva\"],\"roles\":[\"approver\",\"booker\"],"
          + "\"data\":[\"utilisation\",\"session-power\"],"
          + "\"approval\":\"owner\",\"approvalWithin\":\"PT12H\",\"holdFor\":\"PT10M\","
          + "\"grace\":\"PT30M\",\"releaseAfterIdle\":\"PT45M\",\"faultAfter\":\"PT15M\","
          + "\"cancellation\":[{\"atLeastBefore\":\"P2D\",\"percent\":0},"
          + "{\"atLeastBefore\":\"PT0S\",\"percent\":50}],"
          + "\"price\":{\"perHour\":120.5,\"currency\":\"EUR\",\"per\":\"used\"},"
          + "\"withheld\":true,\"leastProbability\":0.8,\"probabilityStep\":0.1}";

  private static final String NOTHING_OF_ANY =
      "{\"granularity\":\"none\",\"simultaneous\":\"none\",\"pending\":\"none\","
          + "\"hoursPerWeek\":\"none\",\"hoursPerMonth\":\"none\",\"transport\":[],"
          + "\"qualifications\":[],\"personQualifications\":[],\"people\":\"none\",\"roles\":\"none\","
          + "\"data\":[],\"cancellation\":[],"
          + "\"price\":\"free\",\"probabilityStep\":\"none\"}";

  private static List<String> faults(String json) {
    InvalidPolicyException refused =
        catchThrowableOfType(InvalidPolicyException.class, () -> Statement.read(json));
    assertThat(refused).as(json).isNotNull();
    return refused.faults().stream().map(fault -> fault.term() + " " + fault.code()).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {EVERY_TERM, NOTHING_OF_ANY, "{}", "{\"hoursPerWeek\":20}"})
  void writesWhatItHasRead(String json) {
    assertThat(Statement.read(json).json()).isEqualTo(json);
    assertThat(Statement.read(Statement.read(json).json())).isEqualTo(Statement.read(json));
  }

  @Test
  void everyTermIsInTheExample() {
    Statement every = Statement.read(EVERY_TERM);
    assertThat(Term.ALL).allMatch(term -> every.get(term).isPresent());
  }

  @Test
  void putsBandsAndTiersInOrder() {
    assertThat(
            Statement.read(
                    "{\"transport\":[{\"beyondKm\":50,\"before\":\"PT3H\",\"after\":\"PT3H\"},"
                        + "{\"beyondKm\":1E1,\"before\":\"PT1H\",\"after\":\"PT1H\"}],"
                        + "\"cancellation\":[{\"atLeastBefore\":\"PT0S\",\"percent\":50},"
                        + "{\"atLeastBefore\":\"PT48H\",\"percent\":0}]}")
                .json())
        .isEqualTo(
            "{\"transport\":[{\"beyondKm\":10,\"before\":\"PT1H\",\"after\":\"PT1H\"},"
                + "{\"beyondKm\":50,\"before\":\"PT3H\",\"after\":\"PT3H\"}],"
                + "\"cancellation\":[{\"atLeastBefore\":\"P2D\",\"percent\":0},"
                + "{\"atLeastBefore\":\"PT0S\",\"percent\":50}]}");
  }

  @Test
  void namesEveryFaultAtOnce() {
    assertThat(
            faults(
                "{\"shortest\":\"soon\",\"longest\":\"P99D\",\"granularity\":\"PT7M\",\"notice\":-1,"
                    + "\"simultaneous\":0,\"pending\":1.5,\"hoursPerWeek\":500,\"colour\":\"red\","
                    + "\"qualifications\":[\"OK?\"],\"approval\":\"maybe\",\"withheld\":\"yes\","
                    + "\"price\":{\"perHour\":-1,\"per\":\"day\",\"tip\":3},\"horizon\":null,"
                    + "\"leastProbability\":0.1,\"before\":\"PT0.5S\"}"))
        .containsExactlyInAnyOrder(
            "shortest format",
            "longest range",
            "granularity step",
            "notice format",
            "simultaneous range",
            "pending type",
            "hoursPerWeek range",
            "colour unknown",
            "qualifications[0] format",
            "approval choice",
            "withheld type",
            "price.perHour range",
            "price.currency missing",
            "price.per choice",
            "price.tip unknown",
            "horizon type",
            "leastProbability range",
            "before format");
  }

  @Test
  void refusesTermsThatContradictEachOther() {
    assertThat(
            faults(
                "{\"shortest\":\"PT8H\",\"longest\":\"PT2H\",\"granularity\":\"PT4H\","
                    + "\"notice\":\"P3D\",\"horizon\":\"P2D\"}"))
        .containsExactly("shortest order", "notice order", "granularity order");
  }

  @Test
  void refusesTiersAndBandsThatLeaveAQuestionOpen() {
    assertThat(faults("{\"cancellation\":[{\"atLeastBefore\":\"PT1H\",\"percent\":5}]}"))
        .containsExactly("cancellation order");
    assertThat(
            faults(
                "{\"transport\":[{\"beyondKm\":5,\"before\":\"PT0S\",\"after\":\"PT0S\"},"
                    + "{\"beyondKm\":5,\"before\":\"PT1S\",\"after\":\"PT0S\"}]}"))
        .containsExactly("transport repeated");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "7", "{\"shortest\":", "{} {}", "null"})
  void isNotEveryJson(String json) {
    assertThat(faults(json)).containsExactly(" type");
  }

  @Test
  void doesNotFallOverHugeNumbersAndLongLists() {
    assertThat(faults("{\"hoursPerWeek\":1e999999999}")).containsExactly("hoursPerWeek range");
    assertThat(faults("{\"simultaneous\":99999999999999999999}"))
        .containsExactly("simultaneous type");
    assertThat(faults("{\"qualifications\":[" + "\"a\",".repeat(20) + "\"a\"]}"))
        .containsExactly("qualifications length");
    assertThat(faults("{\"longest\":\"P9999999999999999D\"}")).containsExactly("longest format");
  }
}
