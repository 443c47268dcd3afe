package org.vitmae.tensor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class ScopeTest {
  @Test
  void freesWhatWasMadeInItButNotWhatIsKept() {
    Tensor kept;
    Tensor left;
    try (Scope scope = new Scope()) {
      left = Tensors.of(new float[] {1}, Device.CPU, 1);
      kept = scope.keep(Tensors.of(new float[] {2}, Device.CPU, 1));
    }
    assertThat(left.isNull()).isTrue();
    assertThat(Tensors.toFloats(kept)).containsExactly(2);

    kept.close();
    assertThat(kept.isNull()).isTrue();
  }

  @Test
  void whatIsKeptOutlivesOuterScopesToo() {
    Tensor kept;
    try (Scope outer = new Scope()) {
      try (Scope inner = new Scope()) {
        kept = inner.keep(Tensors.of(new float[] {3}, Device.CPU, 1));
      }
      assertThat(Tensors.toFloats(kept)).containsExactly(3);
    }
    assertThat(Tensors.toFloats(kept)).containsExactly(3);
    kept.close();
  }

  @Test
  void ofAComputationOnlyTheResultIsLeftToTheScopeOutside() {
    List<Tensor> made = new ArrayList<>();
    Tensor result;
    try (Scope outer = new Scope()) {
      result =
          Scope.only(
              () -> {
                made.add(Tensors.of(new float[] {5}, Device.CPU, 1));
                return made.get(0).neg();
              });
      assertThat(made.get(0).isNull()).isTrue();
      assertThat(Tensors.toFloats(result)).containsExactly(-5);
    }
    assertThat(result.isNull()).isTrue();
  }

  @Test
  void anInnerScopeFreesOnlyItsOwn() {
    try (Scope outer = new Scope()) {
      Tensor tensor = Tensors.of(new float[] {4}, Device.CPU, 1);
      try (Scope inner = new Scope()) {
        assertThat(Tensors.toFloats(tensor.neg())).containsExactly(-4);
      }
      assertThat(Tensors.toFloats(tensor)).containsExactly(4);
    }
  }

  /** A class may be loaded inside a scope, which would free such an object with everything else. */
  @Test
  void noClassHoldsANativeObjectInAStaticField() {
    JavaClasses classes =
        ArchConfiguration.withThreadLocalScope(
            configuration -> {
              // Reading libtorch's own classes takes seconds and tells nothing.
              configuration.setResolveMissingDependenciesFromClassPath(false);
              return new ClassFileImporter()
                  .importUrl(Scope.class.getProtectionDomain().getCodeSource().getLocation());
            });
    fields()
        .that()
        .areStatic()
        .should()
        .notHaveRawType(JavaClass.Predicates.resideInAPackage("org.bytedeco.."))
        .check(classes);
  }

  @Test
  void aResultKeepsItsGradientAndNoOtherHandle() {
    List<Tensor> made = new ArrayList<>();
    Tensor result;
    try (Scope outside = new Scope()) {
      Tensor x = Tensors.of(new float[] {3}, Device.CPU, 1);
      x.set_requires_grad(true);
      result =
          Scope.only(
              () -> {
                Tensor square = x.mul(x);
                made.add(square);
                return square.mul(square);
              });
      assertThat(made.get(0).isNull()).as("handle inside").isTrue();
      assertThat(result.referenceCount()).isEqualTo(1);
      result.backward();
      assertThat(Tensors.toFloats(x.grad())).containsExactly(108);
    }
    assertThat(result.isNull()).as("belongs to the scope outside").isTrue();
  }
}
