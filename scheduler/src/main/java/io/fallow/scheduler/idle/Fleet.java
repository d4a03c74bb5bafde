package io.fallow.scheduler.idle;

import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Facility;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * All assets of the platform, each in its slot: ascending by public id, so that the order of slots
 * is the order in which equals are told. Immutable; sets of slots that it gives are not to be
 * changed.
 */
final class Fleet {

  private static final BitSet NONE = new BitSet();

  private final Asset[] assets;
  private final String[] publicIds;
  private final BitSet all = new BitSet();
  private final List<Facility> facilities = new ArrayList<>();
  private final List<int[]> slotsOfFacility = new ArrayList<>();
  private final Map<Integer, Integer> slotOfId = new HashMap<>();
  private final Map<String, BitSet> ofType = new HashMap<>();
  private final Map<String, BitSet> ofCapability = new HashMap<>();
  private final Map<String, BitSet> ofOrganisation = new HashMap<>();
  private final Distances distances;

  Fleet(List<Asset> registered) {
    assets =
        registered.stream().sorted(Comparator.comparing(Asset::publicId)).toArray(Asset[]::new);
    Set<Integer> known = new HashSet<>();
    for (int slot = 0; slot < assets.length; slot++) {
      Asset asset = assets[slot];
      slotOfId.put(asset.id(), slot);
      if (known.add(asset.facility().id())) {
        facilities.add(asset.facility());
      }
      mark(ofType, asset.type(), slot);
      mark(ofOrganisation, asset.organisation(), slot);
      for (String capability : asset.capabilities()) {
        mark(ofCapability, capability, slot);
      }
    }
    publicIds = allPublicIds();
    all.set(0, assets.length);
    distances = new Distances(facilities);
    Map<Integer, int[]> byFacility = new HashMap<>();
    slotsBy(asset -> asset.facility().id(), byFacility);
    facilities.forEach(facility -> slotsOfFacility.add(byFacility.get(facility.id())));
  }

  private static void mark(Map<String, BitSet> slots, String name, int slot) {
    slots.computeIfAbsent(name, any -> new BitSet()).set(slot);
  }

  private String[] allPublicIds() {
    return Arrays.stream(assets).map(Asset::publicId).toArray(String[]::new);
  }

  private <K> void slotsBy(Function<Asset, K> key, Map<K, int[]> slots) {
    Map<K, List<Integer>> lists = new HashMap<>();
    for (int slot = 0; slot < assets.length; slot++) {
      lists.computeIfAbsent(key.apply(assets[slot]), any -> new ArrayList<>()).add(slot);
    }
    lists.forEach((name, list) -> slots.put(name, list.stream().mapToInt(i -> i).toArray()));
  }

  int size() {
    return assets.length;
  }

  Asset asset(int slot) {
    return assets[slot];
  }

  List<Asset> assets() {
    return Arrays.asList(assets);
  }

  /** The slot of an asset's number; -1 for an unknown one. */
  int slotOfId(int assetId) {
    return slotOfId.getOrDefault(assetId, -1);
  }

  /** The slot of a public id; -1 for an unknown one. */
  int slot(String publicId) {
    return Math.max(-1, Arrays.binarySearch(publicIds, publicId));
  }

  /** The last slot whose public id is no later than one, which no asset need have; -1 for none. */
  int lastUpTo(String publicId) {
    int at = Arrays.binarySearch(publicIds, publicId);
    return at >= 0 ? at : -at - 2;
  }

  /** The slots of a facility's assets, by the facility's number in the registry. */
  IntStream ofFacility(int facilityId) {
    return IntStream.range(0, facilities.size())
        .filter(index -> facilities.get(index).id() == facilityId)
        .flatMap(index -> Arrays.stream(slotsOfFacility.get(index)));
  }

  /** The slots of the assets that somebody wants. */
  BitSet wanted(SearchRequest.Wanted wanted) {
    if (wanted.equals(SearchRequest.Wanted.ANY)) {
      return all;
    }
    BitSet slots = wanted.ids().isEmpty() ? (BitSet) all.clone() : slots(wanted.ids());
    keepAny(slots, wanted.types(), ofType);
    keepAny(slots, wanted.owners(), ofOrganisation);
    for (String capability : wanted.capabilities()) {
      slots.and(ofCapability.getOrDefault(capability, NONE));
    }
    return slots;
  }

  private BitSet slots(Collection<String> publicIds) {
    BitSet slots = new BitSet();
    publicIds.stream().mapToInt(this::slot).filter(slot -> slot >= 0).forEach(slots::set);
    return slots;
  }

  private static void keepAny(BitSet slots, Set<String> names, Map<String, BitSet> named) {
    if (!names.isEmpty()) {
      BitSet any = new BitSet();
      names.forEach(name -> any.or(named.getOrDefault(name, NONE)));
      slots.and(any);
    }
  }

  /** How far its facilities are from a point. */
  Distances.From from(SearchRequest.Near near) {
    return distances.from(near);
  }

  int facilities() {
    return facilities.size();
  }

  Facility facility(int index) {
    return facilities.get(index);
  }

  /** The slots at a facility, by its index here. */
  int[] at(int facility) {
    return slotsOfFacility.get(facility);
  }
}
