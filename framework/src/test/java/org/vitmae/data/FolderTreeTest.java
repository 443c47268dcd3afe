package org.vitmae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderTreeTest {
  @TempDir private Path root;
  @TempDir private Path elsewhere;

  @Test
  void namesAreThoseOfFoldersAndFilesInOrder() throws IOException {
    TestData.write(root, "b/2.png", new byte[3]);
    TestData.write(root, "b/.thumbs/2.png", new byte[3]);
    TestData.write(root, "a.png", new byte[5]);
    TestData.write(root, ".DS_Store", new byte[1]);
    Files.createDirectory(root.resolve("empty"));
    TestData.write(elsewhere, "1.png", new byte[7]);
    Files.createSymbolicLink(root.resolve("linked"), elsewhere);
    Files.createSymbolicLink(root.resolve("b/lost.png"), elsewhere.resolve("lost.png"));

    assertThat(new FolderTree(root).names())
        .containsExactly(
            "a.png", "b/", "b/2.png", "b/lost.png", "empty/", "linked/", "linked/1.png");
  }

  @Test
  void aFolderThatContainsItselfIsRefused() throws IOException {
    Files.createSymbolicLink(root.resolve("again"), root);

    assertThatThrownBy(() -> new FolderTree(root).names())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("again");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "./", "x/..", "..", "x/../.."})
  void aFolderMayBeNamedByAnyPath(String name) {
    FolderTree tree = new FolderTree(Path.of(name));

    assertThat(tree.size("no/such-file")).isEmpty();
    assertThat(tree.size("no/../such-file")).isEmpty();
    assertThatThrownBy(() -> tree.size("no/../../such-file"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("leads out of the folder");
  }

  @Test
  void marksTellSizeAndContentOfEachFileInItsPlace() throws IOException {
    TestData.write(root, "a", new byte[] {1, 2});
    TestData.write(root, "b", new byte[] {1, 3});
    FolderTree tree = new FolderTree(root);

    List<FileTree.Mark> marks = tree.marks(List.of("b", "lost", "a"));

    assertThat(marks.get(0)).isEqualTo(new FileTree.Mark(2, tree.checksum("b")));
    assertThat(marks.get(1)).isEqualTo(new FileTree.Mark(-1, 0));
    assertThat(marks.get(2)).isEqualTo(new FileTree.Mark(2, tree.checksum("a")));
    assertThat(marks.get(0)).isNotEqualTo(marks.get(2));
  }
}
