package org.vitmae.reports;

import java.awt.BasicStroke;
import java.awt.Color;

/** What a line is drawn with: a color and, where colors have run out, dashes. */
record Pen(Color color, Dash dash) {
  /** A pattern of strokes and gaps. */
  enum Dash {
    SOLID,
    DASHED(7, 4),
    DOTTED(2, 3),
    DASH_DOTTED(9, 3, 2, 3);

    private final float[] lengths;

    Dash(float... lengths) {
      this.lengths = lengths;
    }
  }

  static Pen solid(Color color) {
    return new Pen(color, Dash.SOLID);
  }

  /** Returns a solid pen for what lies behind. */
  Pen faint() {
    return solid(Palette.faint(color));
  }

  BasicStroke stroke(float width) {
    return dash == Dash.SOLID
        ? new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
        : new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dash.lengths, 0);
  }
}
