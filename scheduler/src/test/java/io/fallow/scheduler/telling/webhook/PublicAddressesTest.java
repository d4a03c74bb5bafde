package io.fallow.scheduler.telling.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicAddressesTest {

  @ParameterizedTest
  @CsvSource({
    "1.1.1.1, true",
    "8.8.8.8, true",
    "9.255.255.255, true",
    "100.63.255.255, true",
    "100.128.0.0, true",
    "172.15.255.255, true",
    "172.32.0.1, true",
    "192.167.255.255, true",
    "192.0.1.1, true",
    "223.255.255.255, true",
    "0.0.0.0, false",
    "0.1.2.3, false",
    "10.0.0.1, false",
    "100.64.0.1, false",
    "100.127.255.255, false",
    "127.0.0.1, false",
    "127.255.255.254, false",
    "169.254.169.254, false",
    "172.16.0.1, false",
    "172.31.255.255, false",
    "192.0.0.170, false",
    "192.0.2.1, false",
    "192.88.99.1, false",
    "192.168.0.1, false",
    "198.18.0.1, false",
    "198.19.255.255, false",
    "198.51.100.7, false",
    "203.0.113.9, false",
    "224.0.0.1, false",
    "239.255.255.250, false",
    "240.0.0.1, false",
    "255.255.255.255, false",
    "2606:4700:4700::1111, true",
    "2a00:1450:4001:81b::200e, true",
    "2001:200::1, true",
    "'::', false",
    "'::1', false",
    "'::7f00:1', false",
    "64:ff9b::7f00:1, false",
    "64:ff9b:1::a00:1, false",
    "64:ff9b::808:808, false",
    "100::1, false",
    "2001::1, false",
    "2001:10::1, false",
    "2001:db8::1, false",
    "2002:7f00:1::1, false",
    "2002:a00:1::1, false",
    "3fff::1, false",
    "5f00::1, false",
    "fc00::1, false",
    "fd00:ec2::254, false",
    "fe80::1, false",
    "fec0::1, false",
    "ff02::1, false"
  })
  void anAddressIsPublicOnlyIfItIsAssignedToTheWorld(String literal, boolean isPublic)
      throws Exception {
    assertThat(PublicAddresses.contain(InetAddress.getByName(literal))).isEqualTo(isPublic);
  }

  @Test
  void anIpv4AddressInTheCoatOfIpv6IsRefusedEvenAsBytes() {
    byte[] mapped = new byte[16];
    mapped[10] = (byte) 0xff;
    mapped[11] = (byte) 0xff;
    mapped[12] = 127;
    mapped[15] = 1;
    assertThat(PublicAddresses.contain(mapped)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"2130706433", "127.1", "'::ffff:127.0.0.1'", "'::ffff:a9fe:a9fe'", "0"})
  void otherSpellingsOfPrivateAddressesArePrivate(String host) throws Exception {
    assertThat(PublicAddresses.contain(InetAddress.getByName(host))).isFalse();
  }
}
