package io.fallow.gateway.source.mtconnect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.gateway.wire.Activity;
import io.fallow.gateway.wire.Reading;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a machine is said to have done something, by what its agent says. */
class FollowedTest {

  private final List<String> refusals = new ArrayList<>();
  private final Followed machine = new Followed(Machines.of("mill", null, null, null));

  @Test
  void keepsTheTimesOfTheSecondThatAnAgentCutsOff() throws Exception {
    Streams streams =
        created("08:00:05Z", executed("08:00:05.2Z", "ACTIVE") + executed("08:00:05.7Z", "READY"));

    List<Reading> said = machine.changes(streams, Duration.ZERO, refusals::add);

    assertThat(said)
        .extracting(Reading::time)
        .containsExactly(at("08:00:05.2Z"), at("08:00:05.7Z"));
    assertThat(said)
        .extracting(each -> each.activity().orElseThrow())
        .containsExactly(Activity.IN_USE, Activity.STANDBY);
  }

  @Test
  void saysWhatIsSoNoEarlierThanItBegan() throws Exception {
    Streams now = created("08:00:05Z", executed("08:00:05.2Z", "ACTIVE"));

    assertThat(machine.isSo(now, Duration.ZERO, refusals::add))
        .extracting(Reading::time)
        .containsExactly(at("08:00:05.2Z"));
  }

  @Test
  void believesNoTimeBehindTheDocument() throws Exception {
    Streams streams = created("08:00:05.4Z", executed("08:00:05.7Z", "ACTIVE"));

    assertThat(machine.changes(streams, Duration.ZERO, refusals::add))
        .extracting(Reading::time)
        .containsExactly(at("08:00:05.4Z"));
  }

  @Test
  void goesBackOnceWithTheClockOfThisMachine() throws Exception {
    Duration ahead = Duration.ofHours(2);
    machine.changes(created("08:00:05.5Z", executed("08:00:05Z", "READY")), ahead, refusals::add);
    machine.taken();

    List<Reading> first =
        machine.changes(
            created("08:00:07.5Z", executed("08:00:06Z", "ACTIVE")), Duration.ZERO, refusals::add);
    List<Reading> then =
        machine.changes(
            created("08:00:09.5Z", executed("08:00:08Z", "READY")), Duration.ZERO, refusals::add);

    assertThat(first).extracting(Reading::time).containsExactly(at("08:00:06Z"));
    assertThat(then).extracting(Reading::time).containsExactly(at("08:00:08Z"));
  }

  private static String executed(String time, String value) {
    return "<Execution dataItemId='exec' timestamp='2026-05-04T%s'>%s</Execution>"
        .formatted(time, value);
  }

  private static Streams created(String time, String events) throws Exception {
    String document =
        """
        <MTConnectStreams xmlns='urn:mtconnect.org:MTConnectStreams:1.3'>
          <Header creationTime='2026-05-04T%s' instanceId='1' nextSequence='9'/>
          <Streams><DeviceStream name='mill' uuid='m'>
            <ComponentStream component='Path' name='path' componentId='p'>
              <Events>%s</Events>
            </ComponentStream>
          </DeviceStream></Streams>
        </MTConnectStreams>
        """
            .formatted(time, events);
    return StreamsParser.parse(new ByteArrayInputStream(document.getBytes(UTF_8)));
  }

  private static Instant at(String time) {
    return Instant.parse("2026-05-04T" + time);
  }
}
