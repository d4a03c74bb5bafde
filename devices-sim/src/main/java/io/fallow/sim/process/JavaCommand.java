package io.fallow.sim.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How a Java program of ours is started: by our Java, with our class path. */
public final class JavaCommand {

  private JavaCommand() {}

  /** A program whose standard streams are pipes to us. */
  public static ProcessBuilder of(Class<?> main, List<String> options, List<String> arguments) {
    ProcessBuilder java = new ProcessBuilder(words(main, options, arguments));
    java.environment().putAll(classPath());
    return java;
  }

  static List<String> words(Class<?> main, List<String> options, List<String> arguments) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(options);
    words.add(main.getName());
    words.addAll(arguments);
    return words;
  }

  /** Not as an argument: a process is recognised by its words, if they are not too long. */
  static Map<String, String> classPath() {
    return Map.of("CLASSPATH", System.getProperty("java.class.path"));
  }
}
