package org.vitmae.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ProvenanceTest {
  private static final String HASH = "0123456789abcdef0123456789abcdef01234567";

  private static Properties build(String dirty) {
    Properties build = new Properties();
    build.setProperty("git.commit.id.full", HASH);
    build.setProperty("git.dirty", dirty);
    return build;
  }

  @Test
  void theCommitIsTheBuildsWithAMarkIfFilesHadBeenChanged() {
    assertThat(Provenance.commit(build("false"))).isEqualTo(HASH);
    assertThat(Provenance.commit(build("true"))).isEqualTo(HASH + "-dirty");
    assertThat(Provenance.commit(new Properties())).isEmpty();
  }

  @Test
  void everyBuildOfACheckoutKnowsItsCommit() {
    assumeThat(Files.exists(Path.of(System.getProperty("basedir", "."), "..", ".git")))
        .as("built in a checkout")
        .isTrue();

    assertThat(Provenance.commit()).matches("[0-9a-f]{40}(-dirty)?");
  }

  @Test
  void librariesOfTheEngineAreFound() {
    assertThat(Provenance.libraries(getClass().getClassLoader()))
        .containsKeys("pytorch", "javacpp", "openblas", "java", "os", "processors");
  }

  @Test
  void someoneElsesJarIsNamedWithItsHash() {
    assertThat(Provenance.jarOf(Test.class))
        .hasSize(1)
        .allSatisfy(
            (jar, hash) -> {
              assertThat(jar).startsWith("junit-jupiter-api-").endsWith(".jar");
              assertThat(hash).matches("SHA-256 [0-9a-f]{64}");
            });
    assertThat(Provenance.jarOf(Provenance.class)).isEmpty();
    assertThat(Provenance.jarOf(String.class)).isEmpty();
  }
}
