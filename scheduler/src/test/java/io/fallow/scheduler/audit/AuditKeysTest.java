package io.fallow.scheduler.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditKeysTest {

  private static final String ONE = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  private static final String OTHER = "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  private static final Instant AT = Instant.parse("2026-11-28T10:00:00.123456Z");

  private static AuditEntry entry(String actor, String what) {
    return new AuditEntry(
        7, 1, actor, AT, what, "insert", "3", Optional.empty(), Optional.of("{}"));
  }

  @Test
  void theFirstKeySealsAndEachIsBelieved() {
    AuditKeys before = AuditKeys.of(ONE);
    AuditKeys after = AuditKeys.of(OTHER + "\n\n" + ONE + "\n");
    Seal old = Seal.behind(ChainEnd.NONE, entry("a", "b"), AT, before);
    Seal fresh = Seal.behind(old.end(), entry("a", "b"), AT, after);

    assertThat(old.holds(after)).isTrue();
    assertThat(fresh.holds(after)).isTrue();
    assertThat(fresh.holds(before)).isFalse();
    assertThat(fresh.keyId()).isNotEqualTo(old.keyId());
    assertThat(fresh.previous()).isEqualTo(old.code());
  }

  @Test
  void aSealHoldsWhereItWasMadeAlone() {
    AuditKeys keys = AuditKeys.of(ONE);
    Seal seal = Seal.behind(ChainEnd.NONE, entry("a", "b"), AT, keys);

    assertThat(seal.at(1, 1).holds(keys)).isTrue();
    assertThat(seal.at(1, 2).holds(keys)).isFalse();
    assertThat(seal.at(2, 1).holds(keys)).isFalse();
  }

  @Test
  void theFormThatSealsAreMadeOverNeverChanges() {
    AuditKeys keys = AuditKeys.of(ONE);
    Seal seal = Seal.behind(ChainEnd.NONE, entry("hanna@harbor-clinic", "asset"), AT, keys);

    assertThat(seal.digest().hex())
        .isEqualTo("60f88964e554ed28dc516a13504f6e8381fd17b74551cdb04bb4e09ef227c0a6");
    assertThat(seal.code().hex())
        .isEqualTo("b5c41edf935fc947555d1b7c57cbbfc55216e1d86c76ae59ae0f495617991600");
  }

  @Test
  void noTextRunsIntoTheNext() {
    Set<String> digests = new TreeSet<>();
    digests.add(entry("ab", "c").digest().hex());
    digests.add(entry("a", "bc").digest().hex());
    digests.add(entry("abc", "").digest().hex());
    digests.add(entry("", "abc").digest().hex());
    assertThat(digests).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "  \n", "secret", "c2VjcmV0", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
  void refusesWhatIsNoKeyAndTellsNoneOfIt(String text) {
    assertThatThrownBy(() -> AuditKeys.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("secret")
        .hasMessageNotContaining("AAA");
  }

  @Test
  void processesThatMakeTheFileAtOnceHaveTheSameKeyAndOnlyItsOwnerReadsIt(@TempDir Path folder)
      throws Exception {
    Path file = folder.resolve("audit.key");
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<AuditKeys>> opened = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      opened.add(threads.submit(() -> AuditKeys.open(file)));
    }
    Set<String> ids = new TreeSet<>();
    for (Future<AuditKeys> each : opened) {
      ids.add(each.get().current());
    }
    threads.shutdown();

    assertThat(ids).hasSize(1);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(folder)
        .isDirectoryContaining("glob:**/audit.key")
        .isDirectoryNotContaining("glob:**/.audit*");
    assertThat(AuditKeys.read(file).toString()).doesNotContain(Files.readString(file).strip());
  }
}
