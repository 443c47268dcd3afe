package org.vitmae.checkpoint;

import java.nio.ByteBuffer;

/** Number formats of tensors in a safetensors file, by the names the format gives them. */
public enum DType {
  /** 64-bit floating point. */
  F64(8),
  /** 32-bit floating point. */
  F32(4),
  /** 16-bit floating point, IEEE 754. */
  F16(2),
  /** 16-bit floating point with the exponent of 32-bit floating point. */
  BF16(2),
  /** 64-bit integer. */
  I64(8),
  /** 32-bit integer. */
  I32(4),
  /** 16-bit integer. */
  I16(2),
  /** 8-bit integer. */
  I8(1),
  /** Unsigned 8-bit integer. */
  U8(1),
  /** A truth value in a byte. */
  BOOL(1);

  private final int bytes;

  DType(int bytes) {
    this.bytes = bytes;
  }

  /** Returns the size of one number in bytes. */
  public int bytes() {
    return bytes;
  }

  /** Tells whether this is a floating-point format. */
  public boolean isFloatingPoint() {
    return this == F64 || this == F32 || this == F16 || this == BF16;
  }

  /** Widens one number of a 16- or 32-bit floating-point format, exactly. */
  float floatAt(ByteBuffer data, int index) {
    return switch (this) {
      case F32 -> data.getFloat(index * 4);
      case F16 -> halfToFloat(data.getShort(index * 2));
      case BF16 -> Float.intBitsToFloat(data.getShort(index * 2) << 16);
      default -> throw new IllegalArgumentException(this + " does not fit 32-bit floating point");
    };
  }

  /** Widens one number of an integer format. */
  long longAt(ByteBuffer data, int index) {
    return switch (this) {
      case I64 -> data.getLong(index * 8);
      case I32 -> data.getInt(index * 4);
      case I16 -> data.getShort(index * 2);
      case I8 -> data.get(index);
      case U8, BOOL -> data.get(index) & 0xff;
      default -> throw new IllegalArgumentException(this + " is not an integer format");
    };
  }

  /** Widens an IEEE 754 half: 1 sign, 5 exponent and 10 fraction bits. */
  static float halfToFloat(short half) {
    int sign = (half & 0x8000) << 16;
    int exponent = (half >> 10) & 0x1f;
    int fraction = half & 0x3ff;
    if (exponent == 0) {
      // Zero or subnormal: the fraction counts steps of 2^-24.
      float magnitude = fraction * 0x1p-24f;
      return sign == 0 ? magnitude : -magnitude;
    }
    int wideExponent = exponent == 0x1f ? 0xff : exponent - 15 + 127;
    return Float.intBitsToFloat(sign | wideExponent << 23 | fraction << 13);
  }
}
