package io.fallow.sim.process;

import java.io.File;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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
  public static Map<String, String> classPath() {
    return Map.of("CLASSPATH", ours());
  }

  /** Also where Maven has loaded us. */
  private static String ours() {
    if (JavaCommand.class.getClassLoader() instanceof URLClassLoader loader) {
      return Arrays.stream(loader.getURLs())
          .map(url -> Path.of(URI.create(url.toString())).toString())
          .collect(Collectors.joining(File.pathSeparator));
    }
    return System.getProperty("java.class.path");
  }
}
