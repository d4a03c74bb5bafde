package io.fallow.scheduler.telling.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Which addresses are out on the Internet. Whatever is not plainly so is not: of IPv6 only the part
 * that is assigned to the world (2000::/3), of IPv4 everything but the blocks of special purpose.
 * Forms of IPv6 that lead to an IPv4 address (mapped, compatible, NAT64, 6to4, Teredo) are none:
 * receivers have the IPv4 address itself. Source: the special-purpose registries of IANA (RFC
 * 6890).
 */
public final class PublicAddresses {

  private static final List<Block> NOT_V4 =
      List.of(
          new Block("0.0.0.0", 8), // this network
          new Block("10.0.0.0", 8), // private
          new Block("100.64.0.0", 10), // behind carriers' NAT
          new Block("127.0.0.0", 8), // loopback
          new Block("169.254.0.0", 16), // link-local; clouds' metadata
          new Block("172.16.0.0", 12), // private
          new Block("192.0.0.0", 24), // protocol assignments
          new Block("192.0.2.0", 24), // documentation
          new Block("192.88.99.0", 24), // relays of 6to4
          new Block("192.168.0.0", 16), // private
          new Block("198.18.0.0", 15), // benchmarks
          new Block("198.51.100.0", 24), // documentation
          new Block("203.0.113.0", 24), // documentation
          new Block("224.0.0.0", 3)); // multicast, reserved, broadcast

  private static final Block V6 = new Block("2000::", 3);
  private static final List<Block> NOT_V6 =
      List.of(
          new Block("2001::", 23), // protocol assignments; Teredo
          new Block("2001:db8::", 32), // documentation
          new Block("2002::", 16), // 6to4
          new Block("3fff::", 20)); // documentation

  private PublicAddresses() {}

  /** Whether an address is a public one. */
  public static boolean contain(InetAddress address) {
    return contain(address.getAddress());
  }

  /** The same of an address's 4 or 16 bytes. */
  static boolean contain(byte[] address) {
    if (address.length == 4) {
      return NOT_V4.stream().noneMatch(block -> block.contains(address));
    }
    return V6.contains(address) && NOT_V6.stream().noneMatch(block -> block.contains(address));
  }

  /** Addresses with the same first bits. */
  private static final class Block {

    private final byte[] first;
    private final int bits;

    Block(String first, int bits) {
      try {
        this.first = InetAddress.getByName(first).getAddress();
      } catch (UnknownHostException notALiteral) {
        throw new IllegalArgumentException(first, notALiteral);
      }
      this.bits = bits;
    }

    boolean contains(byte[] address) {
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((address[bit / 8] & mask) != (first[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }
}
