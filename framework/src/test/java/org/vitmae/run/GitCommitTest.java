package org.vitmae.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitCommitTest {
  private static final String HASH = "0123456789abcdef0123456789abcdef01234567";
  private static final String OTHER = "f".repeat(40);

  @TempDir Path folder;

  private void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  @Test
  void branchIsFollowedFromASubfolder() throws IOException {
    write(".git/HEAD", "ref: refs/heads/main\n");
    write(".git/refs/heads/main", HASH + "\n");
    Path inside = Files.createDirectories(folder.resolve("a/b"));

    assertThat(GitCommit.of(inside)).hasValue(HASH);
  }

  @Test
  void packedBranchIsFound() throws IOException {
    write(".git/HEAD", "ref: refs/heads/main\n");
    write(
        ".git/packed-refs",
        "# pack-refs\n" + OTHER + " refs/heads/mainly\n" + HASH + " refs/heads/main\n");

    assertThat(GitCommit.of(folder)).hasValue(HASH);
  }

  @Test
  void detachedHeadIsTheCommit() throws IOException {
    write(".git/HEAD", HASH + "\n");

    assertThat(GitCommit.of(folder)).hasValue(HASH);
  }

  @Test
  void linkedWorktreeIsFollowed() throws IOException {
    write("main/.git/worktrees/x/HEAD", "ref: refs/heads/x\n");
    write("main/.git/worktrees/x/commondir", "../..\n");
    write("main/.git/refs/heads/x", HASH + "\n");
    write("x/.git", "gitdir: ../main/.git/worktrees/x\n");

    assertThat(GitCommit.of(folder.resolve("x"))).hasValue(HASH);
  }

  @Test
  void beforeTheFirstCommitThereIsNone() throws IOException {
    write(".git/HEAD", "ref: refs/heads/main\n");

    assertThat(GitCommit.of(folder)).isEmpty();
  }
}
