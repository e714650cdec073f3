"""Colours as eyes see them: how far two stand apart, in hue or in lightness, and what shows through another."""

import numpy as np

# Machado, Oliveira and Fernandes (2009), "A Physiologically-based Model for Simulation of Color Vision Deficiency":
# all of a kind of cone missing.
EYES = {
    "common": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
# IEC 61966-2-1: linear red, green and blue to X, Y and Z.
XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)


def rgb(colour):
    return np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255


def linear(share):
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def contrast(one, other):
    """Return the contrast of WCAG 2.2, 1–21."""
    dark, light = sorted(linear(rgb(colour)) @ XYZ[1] for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def lab(colour, eyes="common"):
    """Return a colour in CIELAB under D65, as these eyes see it."""
    share = XYZ @ np.clip(EYES[eyes] @ linear(rgb(colour)), 0, 1) / XYZ.sum(axis=1)
    x, y, z = np.where(share > 216 / 24389, np.cbrt(share), (24389 / 27 * share + 16) / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def distance(one, other, eyes="common"):
    """Return how far colours lie apart in CIELAB: 2 can be told side by side, 100 lie between black and white."""
    return np.linalg.norm(lab(one, eyes) - lab(other, eyes))


def over(colour, alpha, ground):
    """Return what is seen of a ground under a colour that covers a share of it."""
    return "#" + "".join(f"{round(255 * share):02X}" for share in alpha * rgb(colour) + (1 - alpha) * rgb(ground))
