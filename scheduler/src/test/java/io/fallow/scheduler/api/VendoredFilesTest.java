package io.fallow.scheduler.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the console takes from others. */
class VendoredFilesTest {

  private static final Path VENDOR =
      Path.of("src/main/resources/io/fallow/scheduler/api/web/vendor");

  private static List<JsonObject> packages() throws IOException {
    JsonArray list = new JsonArray(Files.readString(VENDOR.resolve("packages.json")));
    return list.stream().map(JsonObject.class::cast).toList();
  }

  @Test
  void everyFileIsOfAListedPackageWithItsVersionAndLicence() throws IOException {
    Set<String> listed = new TreeSet<>(Set.of("packages.json"));
    for (JsonObject each : packages()) {
      assertThat(each.getString("version")).as(each.encode()).matches("\\d+\\.\\d+\\.\\d+");
      assertThat(each.getString("licence")).as(each.encode()).isNotBlank();
      String folder = each.getString("name") + "/";
      listed.add(folder + "LICENSE.txt");
      each.getJsonArray("files").forEach(file -> listed.add(folder + file));
    }

    assertThat(files()).isEqualTo(listed);
  }

  private static Set<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(VENDOR)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> VENDOR.relativize(file).toString().replace('\\', '/'))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
