package io.fallow.scheduler.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.membership.Role;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BookersTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, -, true, false",
        "marta, -, true, false",
        "someone, -, false, false",
        "-, APPROVER, true, true",
        "-, AUDITOR, false, true",
        "marta, AUDITOR, true, false",
        "someone, APPROVER, true, true",
        "someone, AUDITOR, false, true"
      })
  void letsWhomTheTermsNameAndWhoHasARoleThatTheyName(
      String person, Role role, boolean lets, boolean asks) {
    Bookers bookers =
        new Bookers(
            Optional.ofNullable(person).map(Set::of), Optional.ofNullable(role).map(Set::of));
    assertThat(bookers.let("marta", Set.of(Role.BOOKER, Role.APPROVER))).isEqualTo(lets);
    assertThat(bookers.asksRolesOf("marta")).isEqualTo(asks);
  }
}
