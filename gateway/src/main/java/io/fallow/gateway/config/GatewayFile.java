package io.fallow.gateway.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.fallow.gateway.settings.Settings;
import io.fallow.gateway.settings.SettingsException;
import io.fallow.gateway.source.Source;
import io.fallow.gateway.source.SourceType;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads a gateway's file into what it says, or into all of its faults. */
public final class GatewayFile {

  private final Path file;
  private final List<SourceType> types;
  private final Clock clock;
  private final List<ConfigFault> faults = new ArrayList<>();

  private GatewayFile(Path file, List<SourceType> types, Clock clock) {
    this.file = file;
    this.types = types;
    this.clock = clock;
  }

  /**
   * Reads a file. Its sources are made and not started.
   *
   * @throws ConfigException if anything in it is wrong, with every fault
   * @throws IOException if it cannot be read
   */
  public static GatewayConfig read(Path file, List<SourceType> types, Clock clock)
      throws ConfigException, IOException {
    return new GatewayFile(file, types, clock).read();
  }

  private GatewayConfig read() throws ConfigException, IOException {
    YamlTree tree = YamlTree.of(text());
    faults.addAll(tree.faults());
    if (faults.isEmpty()) {
      faults.addAll(new GatewaySchema().faults(tree));
    }
    give();
    Path folder = file.toAbsolutePath().getParent();
    List<Source> sources = sources(tree, folder);
    give();
    return GatewayConfig.of(new Settings(tree.root(), "", folder), sources);
  }

  private String text() throws ConfigException, IOException {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      faults.add(new ConfigFault(0, "", "is not written in UTF-8"));
      give();
      throw e;
    }
  }

  private List<Source> sources(YamlTree tree, Path folder) {
    List<Source> sources = new ArrayList<>();
    Set<String> names = new HashSet<>();
    int index = 0;
    for (JsonNode each : tree.root().get("sources")) {
      String pointer = "/sources/" + index++;
      Settings settings = new Settings(each, pointer, folder);
      try {
        if (!names.add(settings.text("name"))) {
          throw settings.fault("name", "another source has this name");
        }
        sources.add(type(settings.text("type")).create(settings.text("name"), settings, clock));
      } catch (SettingsException e) {
        fault(tree, e.pointer(), e.getMessage());
      }
    }
    return sources;
  }

  private SourceType type(String name) {
    return types.stream().filter(each -> each.type().equals(name)).findAny().orElseThrow();
  }

  private void fault(YamlTree tree, String pointer, String words) {
    faults.add(new ConfigFault(tree.line(pointer), YamlTree.key(pointer), words));
  }

  private void give() throws ConfigException {
    if (!faults.isEmpty()) {
      throw new ConfigException(
          file, faults.stream().sorted(Comparator.comparingInt(ConfigFault::line)).toList());
    }
  }
}
