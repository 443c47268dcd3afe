package org.vitmae.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.vitmae.config.ConfigException;
import org.vitmae.config.ConfigReader;
import org.vitmae.config.ExperimentConfig;
import org.vitmae.data.Standardization;
import org.vitmae.tensor.Device;
import org.vitmae.tensor.Precision;

class OptionTest {
  private static final Option<Double> ALPHA = Option.number("alpha", 0.5);
  private static final Option<Long> STEPS = Option.whole("steps", 3);
  private static final Option<Boolean> IS_ON = Option.flag("is-on", true);
  private static final Option<String> MODE = Option.text("mode", "fast");

  private record FakeTask(List<Option<?>> options) implements Task {
    @Override
    public Set<String> protocols() {
      return Set.of();
    }

    @Override
    public String primaryMetric() {
      return "top1";
    }

    @Override
    public ArmPlan plan(ArmRequest request) {
      throw new UnsupportedOperationException("this task has options only");
    }

    @Override
    public Arm prepare(ArmRequest request) {
      throw new UnsupportedOperationException("this task has options only");
    }
  }

  private static ArmRequest request(String... options) {
    ConfigReader reader = new ConfigReader(OptionTest.class.getClassLoader());
    ExperimentConfig config = reader.read("shipped-for-tests", List.of());
    String arm = config.arms().keySet().iterator().next();
    config =
        reader.read(
            "shipped-for-tests",
            List.of(options).stream().map(o -> "arms." + arm + ".options." + o).toList());
    return new ArmRequest(
        config.arms().get(arm),
        config.model(),
        config.data(),
        List.of(),
        Optional.empty(),
        Device.CPU,
        Precision.FP32,
        0,
        0,
        Standardization.none());
  }

  private static List<String> problems(Map<String, String> given, Option<?>... options) {
    return Option.problems("guess", new FakeTask(List.of(options)), given);
  }

  @Test
  void armsGiveTheirValues() {
    ArmRequest request = request("alpha=1e-3", "steps=40", "is-on=false", "mode=\"7\"");

    assertThat(ALPHA.in(request)).isEqualTo(1e-3);
    assertThat(STEPS.in(request)).isEqualTo(40);
    assertThat(IS_ON.in(request)).isFalse();
    assertThat(MODE.in(request)).isEqualTo("7");
  }

  @Test
  void whatAnArmDoesNotGiveHasItsDefault() {
    ArmRequest request = request();

    assertThat(ALPHA.in(request)).isEqualTo(0.5);
    assertThat(STEPS.in(request)).isEqualTo(3);
    assertThat(IS_ON.in(request)).isTrue();
    assertThat(MODE.in(request)).isEqualTo("fast");
  }

  @Test
  void allThatIsWrongIsNamedAtOnce() {
    assertThat(
            problems(
                Map.of("alpha", ".nan", "steps", "2.5", "is-on", "1", "mode", "", "mod", "x"),
                ALPHA,
                STEPS,
                IS_ON,
                MODE))
        .containsExactlyInAnyOrder(
            "options.alpha: found \".nan\", must be a number",
            "options.steps: found \"2.5\", must be a whole number",
            "options.is-on: found \"1\", must be true or false",
            "options.mod: unknown option of task \"guess\"; the nearest valid one is mode");
  }

  @Test
  void tasksWithoutOptionsTakeNone() {
    assertThat(problems(Map.of())).isEmpty();
    assertThat(problems(Map.of("alpha", "1")))
        .containsExactly("options: found alpha, but task \"guess\" has none; remove them");
  }

  @Test
  void anUncheckedValueIsRefusedWhereItIsRead() {
    assertThatThrownBy(() -> STEPS.in(request("steps=many")))
        .isInstanceOf(ConfigException.class)
        .hasMessage("options.steps: found \"many\", must be a whole number");
  }

  @Test
  void aPluginMayHaveAKindOfItsOwn() {
    Option<String> mode =
        new Option<>(
            "mode",
            "fast",
            "fast or exact",
            text -> Optional.of(text).filter(Set.of("fast", "exact")::contains));

    assertThat(problems(Map.of("mode", "exact"), mode)).isEmpty();
    assertThat(problems(Map.of("mode", "slow"), mode))
        .containsExactly("options.mode: found \"slow\", must be fast or exact");
  }

  @Test
  void namesThatNoKeyCanHaveAreRefused() {
    assertThatThrownBy(() -> Option.flag("is.on", true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("name of an option must be lower-case words joined by dashes, got \"is.on\"");
  }
}
