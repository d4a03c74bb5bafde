package io.fallow.gateway.source.push;

import io.fallow.gateway.settings.Settings;
import io.fallow.gateway.settings.SettingsException;
import io.fallow.gateway.source.Source;
import io.fallow.gateway.source.SourceType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;

/** Makes sources that listen for HTTP. */
public final class PushType implements SourceType {

  private static final int SHORTEST_TOKEN = 16;

  @Override
  public String type() {
    return "http";
  }

  @Override
  public Source create(String name, Settings settings, Clock clock) throws SettingsException {
    return new PushSource(
        name,
        settings.text("bind", "127.0.0.1"),
        settings.integer("port", 0),
        token(settings),
        Set.copyOf(settings.texts("assets")),
        clock);
  }

  private static String token(Settings settings) throws SettingsException {
    Path file = settings.path("tokenFile");
    try {
      String token = Files.readString(file).strip();
      if (token.length() < SHORTEST_TOKEN) {
        throw settings.fault("tokenFile", "a token has at least 16 characters");
      }
      if (!token.chars().allMatch(each -> each > ' ' && each < 127)) {
        throw settings.fault("tokenFile", "a token has letters, digits and signs of ASCII alone");
      }
      return token;
    } catch (IOException e) {
      throw settings.fault("tokenFile", file + " cannot be read: " + e.getMessage());
    }
  }
}
