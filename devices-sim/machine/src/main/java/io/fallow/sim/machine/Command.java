package io.fallow.sim.machine;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A short-lived program of this machine: runs to its end and gives its exit status and output. */
public record Command(List<String> words, Map<String, String> env) {

  /** How a program ended; {@code output} is standard output and error as they came. */
  public record Result(int status, String output) {
    public boolean ok() {
      return status == 0;
    }

    /** The last lines, which is where programs say what went wrong. */
    public String lastLines() {
      List<String> lines = output.lines().filter(line -> !line.isBlank()).toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 6), lines.size()));
    }
  }

  public Command {
    words = List.copyOf(words);
    env = Map.copyOf(env);
  }

  public static Command of(String... words) {
    return new Command(List.of(words), Map.of());
  }

  public static Command of(List<String> first, List<String> rest) {
    List<String> words = new ArrayList<>(first);
    words.addAll(rest);
    return new Command(words, Map.of());
  }

  public Command with(Map<String, String> more) {
    return new Command(words, more);
  }

  /** Blocks until the program ends. A program that cannot be started counts as status 127. */
  public Result run() {
    // Another user may not be allowed into the folder that we were started in.
    ProcessBuilder builder =
        new ProcessBuilder(words).redirectErrorStream(true).directory(new File("/"));
    builder.environment().put("LC_ALL", "C");
    builder.environment().putAll(env);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      return new Result(127, String.valueOf(e.getMessage()));
    }
    return finish(process);
  }

  private Result finish(Process process) {
    try (InputStream output = process.getInputStream()) {
      process.getOutputStream().close();
      String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), text);
    } catch (IOException e) {
      throw new MachineException(words.get(0) + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new MachineException("interrupted while " + words.get(0) + " ran", e);
    }
  }

  /** Runs, and fails with the program's last words unless it ended well. */
  public String orFail(String purpose) {
    Result result = run();
    if (!result.ok()) {
      throw new MachineException(
          purpose
              + " failed ("
              + words.get(0)
              + " ended with "
              + result.status()
              + "):\n"
              + result.lastLines());
    }
    return result.output();
  }

  /** Where a program is on the path, if anywhere. */
  public static Optional<Path> find(String name, Map<String, String> env) {
    String path = env.getOrDefault("PATH", "") + ":/usr/sbin:/usr/bin:/sbin:/bin";
    return Stream.of(path.split(":"))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, name))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }
}
