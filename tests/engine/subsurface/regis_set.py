"""Synthetic sets of REGIS II and GeoTOP in the exact file formats. Synthetic: no value here was ever measured.

Tests load this by path (see `load` in their head); it needs no QGIS. What a set holds is a dictionary of `Layer`.
"""

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np

NODATA = -9999.0


@dataclass
class Layer:
    """A unit with a value, or one per cell (rows from the north), for each quantity; NaN: absent, None: no raster."""

    top: object
    bottom: object
    kh: object = None
    kv: object = None
    kd: object = None
    c: object = None


@dataclass
class Area:
    """Cells of a set: the lower left corner in RD, columns, rows and the size of a cell."""

    x: float = 156_000.0
    y: float = 461_000.0
    columns: int = 6
    rows: int = 5
    size: float = 100.0

    def full(self, value):
        return np.broadcast_to(np.asarray(value, dtype=float), (self.rows, self.columns))

    def centres(self):
        """Return x and y of the cells, rows from the north, shape (rows x columns, 2)."""
        x = self.x + self.size * (np.arange(self.columns) + 0.5)
        y = self.y + self.size * (np.arange(self.rows)[::-1] + 0.5)
        return np.column_stack([a.ravel() for a in np.meshgrid(x, y)])


LEUSDEN = {
    # synthetic, after 't Ruige Veld: a deep sand with 50-100 m/d between 65 and 125 m below a surface of 3 m NAP,
    # closed above and below; a poor one of 2.5-5 m/d from 240 to 280 m; clay below that
    "mv": Layer(3.0, 3.0),
    "NUhlc": Layer(3.0, 0.0, kv=0.01),
    "NUBXz1": Layer(0.0, -15.0, kh=10.0),
    "NUEEk1": Layer(-15.0, -22.0, kv=0.001),
    "NUPZ-WAz1": Layer(-22.0, -50.0, kh=25.0),
    "NUWAk1": Layer(-50.0, -62.0, kv=0.0005),
    "NUPZ-WAz3": Layer(-62.0, -122.0, kh=75.0),
    "NUMSk1": Layer(-122.0, -237.0, kv=0.0004),
    "NUOOz1": Layer(-237.0, -277.0, kh=3.5),
    "NUBRk1": Layer(-277.0, -597.0, kv=0.0002),
}
"""Layers of a synthetic place like 't Ruige Veld in Leusden, m NAP and m/d."""

SUFFIX = {"top": "t-ck", "bottom": "b-ck", "kh": "kh-sk", "kv": "kv-sk", "kd": "kd-sk", "c": "c-sk"}


def write_folder(folder, layers=None, area=None, *, form="tif", old_codes=False, crs=True, ascending=False):
    """Write rasters per unit and quantity named as TNO does, e.g. ``NUPZ-WAz3-t-ck.tif``; return the folder.

    `form` is tif, asc, idf, idf8 (double precision), idfx (unequal cells) or nc; `old_codes` gives PZWAz3 and so on.
    """
    area = area or Area()
    folder.mkdir(parents=True, exist_ok=True)
    for code, layer in (LEUSDEN if layers is None else layers).items():
        for quantity, suffix in SUFFIX.items():
            value = getattr(layer, quantity)
            if value is None or (code == "mv" and quantity != "top"):
                continue
            name = f"{old(code) if old_codes else code}-{suffix}"
            values = np.where(np.isnan(area.full(value)), NODATA, area.full(value))
            write_raster(folder / name, values, area, form=form, crs=crs, ascending=ascending)
    return folder


def old(code):
    """Return the code as it was before version 2.2.3 for the units of `LEUSDEN`."""
    return {"NUhlc": "HLc", "NUPZ-WAz1": "PZWAz1", "NUPZ-WAz3": "PZWAz3"}.get(code, code.removeprefix("NU"))


def write_raster(path, values, area, *, form="tif", crs=True, ascending=False, nodata=NODATA):
    """Write a raster of which the first row is the northern one; the extension is added. Return its path."""
    if form == "asc":
        path = Path(f"{path}.asc")
        head = f"ncols {area.columns}\nnrows {area.rows}\nxllcorner {area.x}\nyllcorner {area.y}\n"
        head += f"cellsize {area.size}\nNODATA_value {nodata:g}\n"
        rows = "\n".join(" ".join(f"{v:.6g}" for v in row) for row in values)
        path.write_text(f"{head}{rows}\n", encoding="ascii")
    elif form.startswith("idf"):
        path = Path(f"{path}.IDF")
        path.write_bytes(idf(values, area, double=form == "idf8", unequal=form == "idfx", nodata=nodata))
    elif form == "nc":
        path = Path(f"{path}.nc")
        write_netcdf(path, {"band": values}, area, axes=("y", "x"), ascending=ascending, crs=crs)
    else:
        path = Path(f"{path}.tif")
        write_tif(path, values, area, crs=28992 if crs else None, ascending=ascending, nodata=nodata)
    return path


def idf(values, area, *, double=False, unequal=False, levels=False, nodata=NODATA):
    """Return the bytes of an IDF of iMOD."""
    real, whole = ("d", "q") if double else ("f", "i")
    start = struct.pack("<ii", 2295, 0) if double else struct.pack("<i", 1271)
    x1, y1 = area.x + area.columns * area.size, area.y + area.rows * area.size
    start += struct.pack(f"<2{whole}", area.columns, area.rows)
    start += struct.pack(f"<7{real}", area.x, x1, area.y, y1, np.nanmin(values), np.nanmax(values), nodata)
    start += struct.pack("<4B", unequal, levels, 0, 0) + (b"\0" * 4 if double else b"")
    if not unequal:
        start += struct.pack(f"<2{real}", area.size, area.size)
    if levels:
        start += struct.pack(f"<2{real}", 0.0, -1.0)
    if unequal:
        start += np.full(area.columns + area.rows, area.size).astype(f"<{real}").tobytes()
    return start + np.asarray(values).astype(f"<{real}").tobytes()


def write_tif(path, values, area, *, crs=28992, ascending=False, nodata=NODATA, tile=0):
    """Write a GeoTIFF by GDAL or rasterio, whichever is there."""
    values = np.asarray(values, dtype="float32")
    top, step = area.y + area.rows * area.size, -area.size
    if ascending:
        values, top, step = values[::-1], area.y, area.size
    transform = (area.x, area.size, 0.0, top, 0.0, step)
    options = {"tiled": True, "blockxsize": tile, "blockysize": tile} if tile else {}
    try:
        from osgeo import gdal, osr
    except ImportError:
        import rasterio
        from rasterio.transform import Affine

        kind = {"driver": "GTiff", "dtype": "float32", "count": 1, "nodata": nodata, **options}
        if crs:
            kind["crs"] = f"EPSG:{crs}"
        matrix = Affine.from_gdal(*transform)
        with rasterio.open(path, "w", height=area.rows, width=area.columns, transform=matrix, **kind) as data:
            data.write(values, 1)
        return
    driver = gdal.GetDriverByName("GTiff")
    made = [f"{k.upper()}={'YES' if v is True else v}" for k, v in options.items()]
    data = driver.Create(str(path), area.columns, area.rows, 1, gdal.GDT_Float32, made)
    data.SetGeoTransform(transform)
    if crs:
        reference = osr.SpatialReference()
        reference.ImportFromEPSG(crs)
        data.SetProjection(reference.ExportToWkt())
    data.GetRasterBand(1).SetNoDataValue(nodata)
    data.GetRasterBand(1).WriteArray(values)
    data.FlushCache()


def write_regis(
    path, layers=None, area=None, *, axes=("layer", "y", "x"), form=3, corners=True, bounds=True, ascending=True,
    crs=False, old_codes=False, names=("top", "bottom", "kD", "c", "kh", "kv"), order=None, rename=None, unnamed=False,
):  # fmt: skip
    """Write one NetCDF like REGIS.nc: corners as coordinates with their bounds, units by name. Return the path.

    `form` 3 needs no GDAL, 4 (HDF5) does; `order` gives the units in the file; `rename` other names of the axes.
    """
    area, layers = area or Area(), LEUSDEN if layers is None else layers
    codes = order or list(layers)
    rename = rename or {}
    variables = {}
    for name in names:
        values = [area.full(np.nan if (v := getattr(layers[c], name.lower())) is None else v) for c in codes]
        variables[name] = np.where(np.isnan(values), NODATA, values)
    shown = [old(c) if old_codes else c for c in codes]
    write_netcdf(
        path, variables, area, axes=axes, layers=None if unnamed else shown, form=form, corners=corners,
        bounds=bounds, ascending=ascending, crs=crs, rename=rename,
    )  # fmt: skip
    return path


def write_geotop(path, lithok, area=None, *, axes=("x", "y", "z"), form=3, bottom=-50.0, strat=None, upward=True):
    """Write voxels like geotop.nc: `lithok` of shape (z, rows, columns), up from below, from the north; -127 is air."""
    area = area or Area()
    values = {"lithok": np.asarray(lithok, dtype="i2")}
    units = np.where(values["lithok"] == -127, -127, values["lithok"] + 1000) if strat is None else strat
    values["strat"] = np.asarray(units, dtype="i2")
    z = bottom + 0.5 * np.arange(len(values["lithok"]))
    if not upward:
        z, values = z[::-1], {k: v[::-1] for k, v in values.items()}
    write_netcdf(path, values, area, axes=axes, form=form, corners=True, ascending=True, z=z, nodata=-127, epsg="7415")
    return path


def write_netcdf(
    path, variables, area, *, axes, layers=None, form=3, corners=False, bounds=False, ascending=True, crs=False,
    rename=None, z=None, nodata=NODATA, epsg="",
):  # fmt: skip
    """Write variables of shape (other, rows, columns) or (rows, columns), from the north, along axes in any order."""
    rename = rename or {}
    half = 0.0 if corners else area.size / 2
    x = area.x + half + area.size * np.arange(area.columns)
    y = area.y + half + area.size * np.arange(area.rows)
    coordinates = {"x": (x, "projection_x_coordinate"), "y": (y if ascending else y[::-1], "projection_y_coordinate")}
    if z is not None:
        coordinates["z"] = (np.asarray(z, dtype="f4"), "depth")
    stored = {}
    for name, given in variables.items():
        values = np.asarray(given)[..., ::-1, :] if ascending else np.asarray(given)
        own = ("y", "x") if values.ndim == 2 else ("z" if z is not None else "layer", "y", "x")
        stored[name] = np.transpose(values, [own.index(a) for a in axes])
    kind = "i2" if z is not None else "f4"
    edges = {"x": np.column_stack([x, x + area.size]) - half, "y": None}
    low = coordinates["y"][0] - half
    edges["y"] = np.column_stack([low, low + area.size])
    made = _classic(path) if form == 3 else _hdf5(path)
    for axis, length in zip(axes, next(iter(stored.values())).shape, strict=True):
        made.dimension(rename.get(axis, axis), length)
    for axis, (values, standard) in coordinates.items():
        name = rename.get(axis, axis)
        said = {"units": "m", "standard_name": standard} if not rename else {"units": "m"}
        made.variable(name, (name,), values, said | ({"epsg": epsg} if epsg else {}))
    if bounds:
        made.dimension("bounds", 2)
        for axis, values in edges.items():
            name = rename.get(axis, axis)
            made.variable(f"{name}_bounds", (name, "bounds"), values, {})
    if layers is not None:
        made.texts(rename.get("layer", "layer"), layers)
    if crs:
        made.variable("crs", (), np.array(0, dtype="i4"), {"epsg_code": "EPSG:28992"})
    for name, values in stored.items():
        said = {"_FillValue": np.array(nodata, dtype=kind)} | ({"grid_mapping": "crs"} if crs else {})
        made.variable(name, tuple(rename.get(a, a) for a in axes), values.astype(kind), said)
    made.close()


class _classic:
    """NetCDF 3 by scipy."""

    def __init__(self, path):
        from scipy.io import netcdf_file

        self.file = netcdf_file(str(path), "w")

    def dimension(self, name, length):
        self.file.createDimension(name, length)

    def variable(self, name, axes, values, attributes):
        values = np.asarray(values)
        made = self.file.createVariable(name, values.dtype.newbyteorder(">"), axes)
        for key, value in attributes.items():
            setattr(made, key, value)
        made.data[...] = values

    def texts(self, name, words):
        width = max(map(len, words))
        self.file.createDimension("string", width)
        made = self.file.createVariable(name, "S1", (name, "string"))
        made[:] = np.array([list(w.ljust(width, "\0")) for w in words], dtype="S1")

    def close(self):
        self.file.close()


class _hdf5:
    """NetCDF 4 by GDAL."""

    def __init__(self, path):
        from osgeo import gdal

        self.gdal = gdal
        self.data = gdal.GetDriverByName("netCDF").CreateMultiDimensional(str(path))
        self.root = self.data.GetRootGroup()
        self.axes = {}

    def dimension(self, name, length):
        self.axes[name] = self.root.CreateDimension(name, None, None, length)

    def variable(self, name, axes, values, attributes):
        gdal, values = self.gdal, np.ascontiguousarray(values)
        kinds = {"f4": gdal.GDT_Float32, "f8": gdal.GDT_Float64, "i2": gdal.GDT_Int16, "i4": gdal.GDT_Int32}
        kind = gdal.ExtendedDataType.Create(kinds[values.dtype.str[1:]])
        made = self.root.CreateMDArray(name, [self.axes[a] for a in axes], kind)
        for key, value in attributes.items():
            if key == "_FillValue":
                made.SetNoDataValueDouble(float(value))
            else:
                made.CreateAttribute(key, [], gdal.ExtendedDataType.CreateString()).Write(str(value))
        if axes:
            made.WriteArray(values)

    def texts(self, name, words):
        made = self.root.CreateMDArray(name, [self.axes[name]], self.gdal.ExtendedDataType.CreateString())
        made.Write(words)

    def close(self):
        self.root = self.data = self.axes = None
