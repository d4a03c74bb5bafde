package io.fallow.sim.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/** Folders: made so that another user can pass through, and deleted with all that is in them. */
public final class FileTree {
  private FileTree() {}

  /** Makes the missing folders of a path; each new one can be passed through by other users. */
  public static Path makePassable(Path folder) {
    try {
      if (!Files.isDirectory(folder)) {
        if (folder.getParent() != null) {
          makePassable(folder.getParent());
        }
        Files.createDirectory(folder);
        mode(folder, "rwxr-xr-x");
      }
      return folder;
    } catch (IOException e) {
      throw new MachineException("cannot make the folder " + folder + ": " + e, e);
    }
  }

  public static void mode(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  /** Does nothing where there is nothing; a file that another process deletes meanwhile is fine. */
  public static void delete(Path root) {
    if (!Files.exists(root)) {
      return;
    }
    try {
      Files.walkFileTree(root, new Deleter());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + root, e);
    }
  }

  private static final class Deleter extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
