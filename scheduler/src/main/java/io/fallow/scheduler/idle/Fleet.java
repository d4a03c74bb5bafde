package io.fallow.scheduler.idle;

import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Facility;
import java.util.ArrayList;
import java.util.Arrays;
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
 * is the order in which equals are told. Immutable.
 */
final class Fleet {

  private final Asset[] assets;
  private final String[] publicIds;
  private final int[] all;
  private final List<Facility> facilities = new ArrayList<>();
  private final List<int[]> slotsOfFacility = new ArrayList<>();
  private final Map<Integer, Integer> slotOfId = new HashMap<>();
  private final Map<String, int[]> slotsOfType = new HashMap<>();
  private final Map<String, int[]> slotsOfOrganisation = new HashMap<>();

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
    }
    publicIds = allPublicIds();
    all = IntStream.range(0, assets.length).toArray();
    slotsBy(Asset::type, slotsOfType);
    slotsBy(Asset::organisation, slotsOfOrganisation);
    Map<Integer, int[]> byFacility = new HashMap<>();
    slotsBy(asset -> asset.facility().id(), byFacility);
    facilities.forEach(facility -> slotsOfFacility.add(byFacility.get(facility.id())));
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

  /** All slots. */
  int[] all() {
    return all;
  }

  int[] ofType(String type) {
    return slotsOfType.getOrDefault(type, new int[0]);
  }

  int[] ofOrganisation(String code) {
    return slotsOfOrganisation.getOrDefault(code, new int[0]);
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
