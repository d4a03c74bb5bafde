package io.fallow.scheduler.policy;

/** For what an owner has said something: all its assets of a type, one asset, or an agreement. */
public sealed interface Scope {

  /** Whether it takes in a reservation of one of the owner's assets. */
  boolean covers(int assetId, String assetType, int agreementId);

  /** The owner's assets of a type. */
  record OfType(int ownerId, String type) implements Scope {
    @Override
    public boolean covers(int assetId, String assetType, int agreementId) {
      return assetType.equals(type);
    }
  }

  /** One asset. */
  record OfAsset(int id) implements Scope {
    @Override
    public boolean covers(int assetId, String assetType, int agreementId) {
      return assetId == id;
    }
  }

  /** What is booked under an agreement. */
  record OfAgreement(int id) implements Scope {
    @Override
    public boolean covers(int assetId, String assetType, int agreementId) {
      return agreementId == id;
    }
  }
}
