import xml.etree.ElementTree as ET

ET.parse("a.xml")  # expect: unsafe-xml
ET.Element("a")  # ok: unsafe-xml
