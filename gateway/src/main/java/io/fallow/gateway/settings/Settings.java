package io.fallow.gateway.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One mapping of the gateway's file that the schema has checked: what it requires is there and of
 * its type. What the schema gives a default for is asked for with that default.
 */
public final class Settings {

  private final JsonNode object;
  private final String pointer;
  private final Path folder;

  /**
   * A mapping.
   *
   * @param pointer where in the file it stands, a JSON pointer
   * @param folder from which relative paths lead
   */
  public Settings(JsonNode object, String pointer, Path folder) {
    this.object = object;
    this.pointer = pointer;
    this.folder = folder;
  }

  /** Whether a setting is given. */
  public boolean has(String key) {
    return object.has(key);
  }

  /** A text that is required. */
  public String text(String key) {
    return object.get(key).asText();
  }

  /** A text, or what stands for none. */
  public String text(String key, String otherwise) {
    return has(key) ? text(key) : otherwise;
  }

  /** A text, if it is given. */
  public Optional<String> optionalText(String key) {
    return has(key) ? Optional.of(text(key)) : Optional.empty();
  }

  /** A whole number, or what stands for none. */
  public int integer(String key, int otherwise) {
    return has(key) ? object.get(key).asInt() : otherwise;
  }

  /** A number, or what stands for none. */
  public double number(String key, double otherwise) {
    return has(key) ? object.get(key).asDouble() : otherwise;
  }

  /** A duration, or what stands for none, both as the file writes them. */
  public Duration duration(String key, String otherwise) {
    return Amounts.duration(text(key, otherwise));
  }

  /** A size in bytes, or what stands for none, both as the file writes them. */
  public long bytes(String key, String otherwise) {
    return Amounts.bytes(text(key, otherwise));
  }

  /** A path that is required, from the file's folder on. */
  public Path path(String key) {
    return folder.resolve(text(key));
  }

  /** A path, if it is given, from the file's folder on. */
  public Optional<Path> optionalPath(String key) {
    return has(key) ? Optional.of(path(key)) : Optional.empty();
  }

  /** A path, or what stands for none, from the file's folder on. */
  public Path path(String key, String otherwise) {
    return folder.resolve(text(key, otherwise));
  }

  /** A mapping within this one; an empty one if it is not given. */
  public Settings mapping(String key) {
    return new Settings(object.path(key), pointer + "/" + key, folder);
  }

  /** The mappings of a list; none if it is not given. */
  public List<Settings> list(String key) {
    List<Settings> each = new ArrayList<>();
    for (JsonNode item : object.path(key)) {
      each.add(new Settings(item, pointer + "/" + key + "/" + each.size(), folder));
    }
    return each;
  }

  /** The texts of a list; none if it is not given. */
  public List<String> texts(String key) {
    List<String> each = new ArrayList<>();
    object.path(key).forEach(item -> each.add(item.asText()));
    return each;
  }

  /** The texts of a mapping by their keys; none if it is not given. */
  public Map<String, String> words(String key) {
    Map<String, String> words = new LinkedHashMap<>();
    object.path(key).properties().forEach(e -> words.put(e.getKey(), e.getValue().asText()));
    return words;
  }

  /** That a setting cannot be followed, in words for the operator. */
  public SettingsException fault(String key, String words) {
    return new SettingsException(pointer + "/" + key, words);
  }
}
