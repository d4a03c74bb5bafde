package io.fallow.gateway.source.modbus;

/** The four tables of a Modbus device. */
enum Table {
  HOLDING,
  INPUT,
  COIL,
  DISCRETE;

  boolean isOfBits() {
    return this == COIL || this == DISCRETE;
  }
}
