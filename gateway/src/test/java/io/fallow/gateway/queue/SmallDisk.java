package io.fallow.gateway.queue;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs a main class of the tests on a small file system of its own: a tmpfs that only the process
 * sees, mounted in a mount namespace of its own. Takes root and Linux.
 */
final class SmallDisk {

  private SmallDisk() {}

  /** Whether this machine and this user can do it. */
  static boolean isPossible() throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder("unshare", "-m", "mount", "-t", "tmpfs", "none", "/mnt")
              .redirectErrorStream(true)
              .start();
      process.getInputStream().readAllBytes();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Runs a main class, whose one argument is the folder of the small file system.
   *
   * @return its exit code, and what it said
   */
  static Result run(Path folder, int mebibytes, Class<?> main)
      throws IOException, InterruptedException {
    String script = "mount -t tmpfs -o size=%dm none \"$1\" && shift && exec \"$@\"";
    Process process =
        new ProcessBuilder(
                List.of(
                    "unshare",
                    "-m",
                    "sh",
                    "-c",
                    script.formatted(mebibytes),
                    "sh",
                    folder.toString(),
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx128m",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    main.getName(),
                    folder.toString()))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    boolean ended = process.waitFor(1, TimeUnit.MINUTES);
    return new Result(ended ? process.exitValue() : -1, said);
  }

  record Result(int code, String said) {}
}
