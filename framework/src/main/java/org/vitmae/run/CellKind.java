package org.vitmae.run;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a cell is for. */
public enum CellKind {
  /** Pretraining. */
  PRETRAIN,
  /** An arm, judged on the test split. */
  ARM,
  /** A trial of hyper-parameters, judged on the validation split only. */
  TRIAL;

  /** Returns the word that stands in manifests. */
  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
