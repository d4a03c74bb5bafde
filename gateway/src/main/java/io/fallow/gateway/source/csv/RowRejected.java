package io.fallow.gateway.source.csv;

/** A row that cannot become a reading. Thrown often and caught near, so without a stack trace. */
final class RowRejected extends Exception {

  private static final long serialVersionUID = 1L;

  private final Finding finding;

  RowRejected(Finding finding) {
    super(finding.code(), null, false, false);
    this.finding = finding;
  }

  Finding finding() {
    return finding;
  }
}
